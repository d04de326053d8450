import { virtualQueueStay } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { event } from '../message.ts';

/** Something left a virtual queue without a target. Sent by a VQ node. */
export const EventAbandoned = event(
  0x8702,
  'EventAbandoned',
  { ...virtualQueueStay, Cause: optional(text, 'Why.') },
  { to: ['statistics'] },
);
