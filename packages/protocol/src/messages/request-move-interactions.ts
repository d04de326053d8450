import { uint } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { observers } from '../senders.ts';
import { EventInteractionMoved } from './event-interaction-moved.ts';

/** Moves the interactions of a snapshot to a queue, or stops them (`Extension.stop` = 1). One that changed since is left alone. */
export const RequestMoveInteractions = request(
  0x0515,
  'RequestMoveInteractions',
  {
    SnapshotId: required(uint, 'From EventSnapshotTaken.'),
    Queue: optional(name, 'Where to. Mandatory without `Extension.stop`.'),
  },
  { from: observers, answeredBy: [EventInteractionMoved] },
);
