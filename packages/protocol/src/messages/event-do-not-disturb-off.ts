import { aboutAgent } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An agent may be disturbed again. */
export const EventDoNotDisturbOff = event(
  0x8213,
  'EventDoNotDisturbOff',
  { ...aboutAgent, Reason: optional(reason, 'As the request gave it.') },
  { to: ['reporting'] },
);
