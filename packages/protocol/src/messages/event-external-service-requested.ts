import { reported } from '../groups.ts';
import { interaction } from '../interaction.ts';
import { kv } from '../kinds/containers.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { event } from '../message.ts';

/** A third party server was asked. */
export const EventExternalServiceRequested = event(
  0x8610,
  'EventExternalServiceRequested',
  {
    ...reported,
    Interaction: optional(interaction, 'The interaction it is about.'),
    Service: required(name, 'The third party server.'),
    Method: required(name, 'What it shall do.'),
    Parameters: optional(kv, 'With what.'),
  },
  { to: ['reporting'] },
);
