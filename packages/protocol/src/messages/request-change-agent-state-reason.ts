import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Gives another reason for the agent's state as a whole. */
export const RequestChangeAgentStateReason = request(
  0x0207,
  'RequestChangeAgentStateReason',
  {},
  { from: agents, answeredBy: [EventAck] },
);
