import { aboutAgent } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { event, reason } from '../message.ts';

/** An agent has one media less. */
export const EventMediaRemoved = event(
  0x8215,
  'EventMediaRemoved',
  { ...aboutAgent, MediaTypeName: required(name, 'The media.'), Reason: optional(reason, 'As the request gave it.') },
  { to: ['reporting'] },
);
