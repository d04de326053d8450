import { kv } from '../kinds/containers.ts';
import { optional } from '../kinds/schema.ts';
import { event } from '../message.ts';
import { thirdParties } from '../senders.ts';

/** What a third party server answered. A third party client sends it to the server, with the ReferenceId of the request. */
export const Event3rdServerResponse = event(
  0x8600,
  'Event3rdServerResponse',
  {
    Parameters: optional(kv, 'The result.'),
    UserData: optional(kv, 'User data from it.'),
  },
  { to: ['requester'], from: thirdParties },
);
