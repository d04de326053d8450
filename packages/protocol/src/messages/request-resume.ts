import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents, mediaServers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends a hold. */
export const RequestResume = request(
  0x0113,
  'RequestResume',
  { InteractionId: required(text, 'The interaction.') },
  { from: [...mediaServers, ...agents], answeredBy: [EventAck] },
);
