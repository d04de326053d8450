import { propertyChanges, workbin } from '../groups.ts';
import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents, routers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends routing or handling by placing the interaction in a workbin. */
export const RequestPlaceInWorkbin = request(
  0x0119,
  'RequestPlaceInWorkbin',
  {
    InteractionId: required(text, 'The interaction.'),
    Workbin: required(workbin, 'Where to.'),
    ...propertyChanges,
  },
  { from: [...agents, ...routers], answeredBy: [EventAck] },
);
