import { record } from '../kinds/containers.ts';
import { flag } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { name, word } from '../kinds/text.ts';
import { event, reason } from '../message.ts';

/** The server changed an agent's state, for example after an invitation that nobody answered. */
export const EventForcedAgentStateChange = event(
  0x8201,
  'EventForcedAgentStateChange',
  {
    MediaTypeName: optional(name, 'The media,'),
    MediaList: optional(record(flag), 'or several: 0 not ready, 1 ready.'),
    DonotDisturb: optional(flag, '1 while the agent does not want to be disturbed.'),
    AgentStateChangeOperation: required(
      word(
        'NotReadyForMedia',
        'ReadyForMedia',
        'AddMedia',
        'RemoveMedia',
        'DoNotDisturbOn',
        'DoNotDisturbOff',
        'Logout',
      ),
      'What was done.',
    ),
    Reason: optional(reason, 'Why.'),
  },
  { to: ['agent'] },
);
