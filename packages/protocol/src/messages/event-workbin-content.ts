import { workbin } from '../groups.ts';
import { interaction } from '../interaction.ts';
import { list } from '../kinds/containers.ts';
import { optional, required } from '../kinds/schema.ts';
import { longText } from '../kinds/text.ts';
import { event } from '../message.ts';

/** Content of a workbin. */
export const EventWorkbinContent = event(
  0x8401,
  'EventWorkbinContent',
  {
    Workbin: required(workbin, 'The workbin.'),
    Interactions: required(list(interaction), 'In the order of the workbin type.'),
    Next: optional(longText, 'There is more: `StartAfter` of the next request.'),
  },
  { to: ['requester'] },
);
