import { sessionInteraction } from '../groups.ts';
import { list } from '../kinds/containers.ts';
import { optional, required } from '../kinds/schema.ts';
import { longText } from '../kinds/text.ts';
import { event } from '../message.ts';

/** What a router holds, by pages. */
export const EventSessionInteractions = event(
  0x8112,
  'EventSessionInteractions',
  {
    Interactions: required(list(sessionInteraction), 'In no order.'),
    Next: optional(longText, 'There is more: `StartAfter` of the next request.'),
  },
  { to: ['requester'] },
);
