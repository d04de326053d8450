import { reported } from '../groups.ts';
import { interaction } from '../interaction.ts';
import { kv } from '../kinds/containers.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { event } from '../message.ts';

/** An event that a client sent by RequestDistributeEvent. */
export const EventCustomReporting = event(
  0x8612,
  'EventCustomReporting',
  {
    ...reported,
    Interaction: optional(interaction, 'The interaction it is about.'),
    EventName: required(name, 'As the client named it.'),
    EventContent: optional(kv, 'What it says.'),
  },
  { to: ['reporting'] },
);
