import { aboutInteraction } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An interaction was put on hold. */
export const EventHeld = event(
  0x8132,
  'EventHeld',
  { ...aboutInteraction, Reason: optional(reason, 'As the request gave it.') },
  { to: ['party', 'reporting'] },
);
