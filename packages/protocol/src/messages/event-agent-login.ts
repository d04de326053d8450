import { aboutAgent } from '../groups.ts';
import { record } from '../kinds/containers.ts';
import { flag } from '../kinds/numbers.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An agent logged in. */
export const EventAgentLogin = event(
  0x8210,
  'EventAgentLogin',
  {
    ...aboutAgent,
    MediaList: optional(record(flag), 'Media of the agent: 0 not ready, 1 ready.'),
    Reason: optional(reason, 'As the request gave it.'),
  },
  { to: ['reporting'] },
);
