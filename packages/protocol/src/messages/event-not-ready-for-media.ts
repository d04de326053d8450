import { aboutAgent } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { event, reason } from '../message.ts';

/** An agent is not ready for a media. */
export const EventNotReadyForMedia = event(
  0x8216,
  'EventNotReadyForMedia',
  { ...aboutAgent, MediaTypeName: required(name, 'The media.'), Reason: optional(reason, 'Why.') },
  { to: ['reporting'] },
);
