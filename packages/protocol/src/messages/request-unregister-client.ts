import { request } from '../message.ts';
import { everyone } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends a client. Behind a Proxy only the logical client of the frame ends, else the server closes the connection after the answer. */
export const RequestUnregisterClient = request(
  0x0003,
  'RequestUnregisterClient',
  {},
  { from: everyone, answeredBy: [EventAck] },
);
