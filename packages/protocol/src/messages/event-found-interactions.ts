import { interaction } from '../interaction.ts';
import { list } from '../kinds/containers.ts';
import { optional, required } from '../kinds/schema.ts';
import { longText } from '../kinds/text.ts';
import { event } from '../message.ts';

/** What a search found, with user data. */
export const EventFoundInteractions = event(
  0x8500,
  'EventFoundInteractions',
  {
    Interactions: required(list(interaction), 'In the order asked for.'),
    Next: optional(longText, 'There is more: `StartAfter` of the next request.'),
  },
  { to: ['requester'] },
);
