import { uint } from '../kinds/numbers.ts';
import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Takes an interaction that was offered. */
export const RequestAccept = request(
  0x0140,
  'RequestAccept',
  {
    TicketId: required(uint, 'From EventInvite.'),
    InteractionId: required(text, 'From EventInvite.'),
  },
  { from: agents, answeredBy: [EventAck] },
);
