import { event } from '../message.ts';
import { everyone } from '../senders.ts';

/** Answers RequestPing. */
export const EventPong = event(0x8001, 'EventPong', {}, { to: ['requester', 'peer'], from: everyone });
