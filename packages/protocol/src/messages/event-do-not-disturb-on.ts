import { aboutAgent } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An agent does not want to be disturbed. */
export const EventDoNotDisturbOn = event(
  0x8212,
  'EventDoNotDisturbOn',
  { ...aboutAgent, Reason: optional(reason, 'As the request gave it.') },
  { to: ['reporting'] },
);
