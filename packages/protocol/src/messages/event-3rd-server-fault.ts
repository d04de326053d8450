import { kv } from '../kinds/containers.ts';
import { int } from '../kinds/numbers.ts';
import { optional } from '../kinds/schema.ts';
import { longText } from '../kinds/text.ts';
import { event } from '../message.ts';
import { thirdParties } from '../senders.ts';

/** A third party server could not do it. A third party client sends it to the server, with the ReferenceId of the request. */
export const Event3rdServerFault = event(
  0x8601,
  'Event3rdServerFault',
  {
    FaultCode: optional(int, "The third party server's own number."),
    FaultString: optional(longText, 'What was wrong, for people.'),
    Parameters: optional(kv, 'Details.'),
  },
  { to: ['requester'], from: thirdParties },
);
