import { request } from '../message.ts';
import { everyone } from '../senders.ts';
import { EventPong } from './event-pong.ts';

/**
 * Asks whether the other side is there. Each side sends it after 10 s without a byte from the other, and takes the other for
 * dead after 20 s without one (both configurable). Allowed before registration.
 */
export const RequestPing = request(
  0x0001,
  'RequestPing',
  {},
  { from: everyone, answeredBy: [EventPong], byServer: true },
);
