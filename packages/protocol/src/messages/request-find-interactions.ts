import { count } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { longText } from '../kinds/text.ts';
import { request } from '../message.ts';
import { observers } from '../senders.ts';
import { EventFoundInteractions } from './event-found-interactions.ts';

/** Looks for live interactions. An answer that is cut short carries `Next`. */
export const RequestFindInteractions = request(
  0x0500,
  'RequestFindInteractions',
  {
    Condition: required(longText, "In the language of views: `media_type = 'email' and priority >= 5`."),
    Order: optional(longText, 'As in views: `priority desc, received_at`. Oldest first if missing.'),
    MaxCount: optional(count, 'How many at most. 10,000 are the most that an answer has.'),
    StartAfter: optional(longText, '`Next` of the page before.'),
  },
  { from: observers, answeredBy: [EventFoundInteractions] },
);
