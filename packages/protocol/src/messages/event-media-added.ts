import { aboutAgent } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { event, reason } from '../message.ts';

/** An agent has one media more. */
export const EventMediaAdded = event(
  0x8214,
  'EventMediaAdded',
  { ...aboutAgent, MediaTypeName: required(name, 'The media.'), Reason: optional(reason, 'As the request gave it.') },
  { to: ['reporting'] },
);
