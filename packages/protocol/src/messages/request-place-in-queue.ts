import { propertyChanges } from '../groups.ts';
import { required } from '../kinds/schema.ts';
import { name, text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents, mediaServers, routers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends routing or handling by placing the interaction in a queue. A media server may move what it submitted and nobody has taken. */
export const RequestPlaceInQueue = request(
  0x0118,
  'RequestPlaceInQueue',
  {
    InteractionId: required(text, 'The interaction.'),
    Queue: required(name, 'Where to.'),
    ...propertyChanges,
  },
  { from: [...mediaServers, ...agents, ...routers], answeredBy: [EventAck] },
);
