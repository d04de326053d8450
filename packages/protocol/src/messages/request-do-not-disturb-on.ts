import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Nothing is offered to the agent, whatever its media say. */
export const RequestDoNotDisturbOn = request(
  0x0208,
  'RequestDoNotDisturbOn',
  {},
  { from: agents, answeredBy: [EventAck] },
);
