import { aboutAgent } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An agent logged out, or its connection was lost and not restored in time. */
export const EventAgentLogout = event(
  0x8211,
  'EventAgentLogout',
  { ...aboutAgent, Reason: optional(reason, 'Why.') },
  { to: ['reporting'] },
);
