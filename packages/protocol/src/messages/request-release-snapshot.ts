import { uint } from '../kinds/numbers.ts';
import { required } from '../kinds/schema.ts';
import { request } from '../message.ts';
import { observers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends a snapshot and its locks. */
export const RequestReleaseSnapshot = request(
  0x0512,
  'RequestReleaseSnapshot',
  { SnapshotId: required(uint, 'From EventSnapshotTaken.') },
  { from: observers, answeredBy: [EventAck] },
);
