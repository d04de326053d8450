import { uint } from '../kinds/numbers.ts';
import { required } from '../kinds/schema.ts';
import { event } from '../message.ts';

/** A snapshot was taken. */
export const EventSnapshotTaken = event(
  0x8510,
  'EventSnapshotTaken',
  {
    SnapshotId: required(uint, 'For further requests.'),
    NumberOfInteractions: required(uint, 'How many it has.'),
  },
  { to: ['requester'] },
);
