import { target, virtualQueueStay } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { event } from '../message.ts';

/** Something left a virtual queue for a target. Sent by a VQ node. */
export const EventDiverted = event(
  0x8701,
  'EventDiverted',
  { ...virtualQueueStay, Target: optional(target, 'Where it went.') },
  { to: ['statistics'] },
);
