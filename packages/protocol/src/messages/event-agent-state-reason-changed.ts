import { aboutAgent } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An agent gave another reason for its state as a whole. */
export const EventAgentStateReasonChanged = event(
  0x8218,
  'EventAgentStateReasonChanged',
  { ...aboutAgent, Reason: optional(reason, 'The new reason.') },
  { to: ['reporting'] },
);
