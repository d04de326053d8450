import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** The agent's media count again. */
export const RequestDoNotDisturbOff = request(
  0x0209,
  'RequestDoNotDisturbOff',
  {},
  { from: agents, answeredBy: [EventAck] },
);
