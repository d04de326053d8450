import { flag, uint } from '../kinds/numbers.ts';
import { optional, required, withDefault } from '../kinds/schema.ts';
import { longText, name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { observers } from '../senders.ts';
import { EventSnapshotTaken } from './event-snapshot-taken.ts';

/** Freezes a list of interactions, to be read in pages and worked on as a whole. */
export const RequestTakeSnapshot = request(
  0x0510,
  'RequestTakeSnapshot',
  {
    Lock: required(flag, '1: lock the interactions, so that nobody pulls them.'),
    ViewId: optional(name, 'Those of a view,'),
    Queue: optional(name, 'or of a queue,'),
    Condition: optional(longText, 'or all that meet a condition.'),
    Order: optional(longText, 'As in views.'),
    CheckInteractionsState: withDefault(flag, 1, '1: only those that wait. Default 1.'),
    SnapshotMaxInteractions: optional(uint, 'How many at most.'),
  },
  { from: observers, answeredBy: [EventSnapshotTaken], oneOf: [['ViewId', 'Queue', 'Condition']] },
);
