import { record } from '../kinds/containers.ts';
import { flag, uint } from '../kinds/numbers.ts';
import { optional } from '../kinds/schema.ts';
import { event } from '../message.ts';

/** An agent's own state: after login and after every change. */
export const EventCurrentAgentStatus = event(
  0x8200,
  'EventCurrentAgentStatus',
  {
    MediaStateList: optional(record(flag), 'Media of the agent: 0 not ready, 1 ready.'),
    MediaCapacityList: optional(record(uint), 'How many more interactions of each media the agent may get now.'),
    DonotDisturb: optional(flag, '1 while the agent does not want to be disturbed.'),
  },
  { to: ['agent'] },
);
