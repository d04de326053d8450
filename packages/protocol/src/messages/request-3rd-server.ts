import { kv } from '../kinds/containers.ts';
import { optional, required } from '../kinds/schema.ts';
import { name, text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { routers, thirdParties } from '../senders.ts';
import { Event3rdServerFault } from './event-3rd-server-fault.ts';
import { Event3rdServerResponse } from './event-3rd-server-response.ts';

/**
 * Asks a third party server to do something. The server relays it, with a ReferenceId of its own, to the third party server's
 * connection, and relays the answer back.
 */
export const Request3rdServer = request(
  0x0600,
  'Request3rdServer',
  {
    Service: required(name, 'Configured third party server, or name of a third party client.'),
    Method: required(name, 'What it shall do.'),
    Parameters: optional(kv, 'With what.'),
    UserData: optional(kv, 'User data for it.'),
    InteractionId: optional(text, 'The interaction it is about.'),
  },
  {
    from: [...routers, ...thirdParties],
    answeredBy: [Event3rdServerResponse, Event3rdServerFault],
    byServer: true,
  },
);
