import { aboutInteraction } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An interaction ended for good. StopReason and CompletedAt are among its properties. */
export const EventProcessingStopped = event(
  0x8145,
  'EventProcessingStopped',
  { ...aboutInteraction, Reason: optional(reason, 'As the request gave it.') },
  { to: ['reporting'] },
);
