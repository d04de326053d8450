import { count, uint } from '../kinds/numbers.ts';
import { optional, required, withDefault } from '../kinds/schema.ts';
import { request } from '../message.ts';
import { observers } from '../senders.ts';
import { EventSnapshotInteractions } from './event-snapshot-interactions.ts';

/** Asks for a page of a snapshot. */
export const RequestGetSnapshotInteractions = request(
  0x0511,
  'RequestGetSnapshotInteractions',
  {
    SnapshotId: required(uint, 'From EventSnapshotTaken.'),
    StartFrom: withDefault(uint, 0, 'Place in the list, from 0. Default 0.'),
    NumberOfInteractions: optional(count, 'How many at most.'),
  },
  { from: observers, answeredBy: [EventSnapshotInteractions] },
);
