import { aboutInteraction } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** A hold has ended. */
export const EventResumed = event(
  0x8133,
  'EventResumed',
  { ...aboutInteraction, Reason: optional(reason, 'As the request gave it.') },
  { to: ['party', 'reporting'] },
);
