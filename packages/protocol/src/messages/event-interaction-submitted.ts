import { aboutInteraction } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An interaction came into the system. */
export const EventInteractionSubmitted = event(
  0x8140,
  'EventInteractionSubmitted',
  { ...aboutInteraction, Reason: optional(reason, 'As the request gave it.') },
  { to: ['reporting'] },
);
