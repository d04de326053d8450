import { interaction } from '../interaction.ts';
import { list } from '../kinds/containers.ts';
import { uint } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { event } from '../message.ts';

/** A page of a snapshot. */
export const EventSnapshotInteractions = event(
  0x8511,
  'EventSnapshotInteractions',
  {
    SnapshotId: required(uint, 'The snapshot.'),
    Interactions: required(list(interaction), 'In the order of the snapshot.'),
    Next: optional(uint, 'There is more: `StartFrom` of the next request.'),
  },
  { to: ['requester'] },
);
