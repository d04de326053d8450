import { reported } from '../groups.ts';
import { interaction } from '../interaction.ts';
import { kv } from '../kinds/containers.ts';
import { int } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { longText, name } from '../kinds/text.ts';
import { event } from '../message.ts';

/** A third party server answered, or did not in time. */
export const EventExternalServiceResponded = event(
  0x8611,
  'EventExternalServiceResponded',
  {
    ...reported,
    Interaction: optional(interaction, 'The interaction it is about.'),
    Service: required(name, 'The third party server.'),
    Method: required(name, 'What it should do.'),
    Parameters: optional(kv, 'The result.'),
    ErrorCode: optional(int, 'Number of the error table, when it failed.'),
    ErrorDescription: optional(longText, 'Why it failed.'),
  },
  { to: ['reporting'] },
);
