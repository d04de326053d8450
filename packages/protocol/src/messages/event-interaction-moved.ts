import { uint } from '../kinds/numbers.ts';
import { required } from '../kinds/schema.ts';
import { event } from '../message.ts';

/** The interactions of a snapshot were moved or stopped. */
export const EventInteractionMoved = event(
  0x8515,
  'EventInteractionMoved',
  {
    SnapshotId: required(uint, 'The snapshot.'),
    NumberOfInteractions: required(uint, 'How many were moved or stopped.'),
    NumberLeftAlone: required(uint, 'How many had changed since the snapshot.'),
  },
  { to: ['requester'] },
);
