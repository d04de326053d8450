import { aboutAgent } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { event, reason } from '../message.ts';

/** An agent gave another reason for the state of a media. */
export const EventMediaStateReasonChanged = event(
  0x8219,
  'EventMediaStateReasonChanged',
  { ...aboutAgent, MediaTypeName: required(name, 'The media.'), Reason: optional(reason, 'The new reason.') },
  { to: ['reporting'] },
);
