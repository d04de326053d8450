import { uint } from '../kinds/numbers.ts';
import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Turns down an interaction that was offered: it stays with who offered it. */
export const RequestReject = request(
  0x0141,
  'RequestReject',
  {
    TicketId: required(uint, 'From EventInvite.'),
    InteractionId: required(text, 'From EventInvite.'),
  },
  { from: agents, answeredBy: [EventAck] },
);
