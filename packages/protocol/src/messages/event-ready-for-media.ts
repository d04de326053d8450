import { aboutAgent } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { event, reason } from '../message.ts';

/** An agent is ready for a media. */
export const EventReadyForMedia = event(
  0x8217,
  'EventReadyForMedia',
  { ...aboutAgent, MediaTypeName: required(name, 'The media.'), Reason: optional(reason, 'As the request gave it.') },
  { to: ['reporting'] },
);
