import { aboutInteraction, changesMade } from '../groups.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** User data or a changeable system property was changed. */
export const EventPropertiesChanged = event(
  0x8134,
  'EventPropertiesChanged',
  { ...aboutInteraction, ...changesMade, Reason: optional(reason, 'As the request gave it.') },
  { to: ['party', 'router', 'submitter', 'reporting'] },
);
