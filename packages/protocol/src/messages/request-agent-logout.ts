import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Logs the agent out: what it was offered or handles goes back to its queue, workbins keep theirs. */
export const RequestAgentLogout = request(0x0201, 'RequestAgentLogout', {}, { from: agents, answeredBy: [EventAck] });
