import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents, mediaServers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Puts an interaction on hold: it is not pulled unless IgnoreHold says so. */
export const RequestHold = request(
  0x0112,
  'RequestHold',
  { InteractionId: required(text, 'The interaction.') },
  { from: [...mediaServers, ...agents], answeredBy: [EventAck] },
);
