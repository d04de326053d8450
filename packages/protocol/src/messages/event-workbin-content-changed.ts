import { workbin } from '../groups.ts';
import { interaction } from '../interaction.ts';
import { required } from '../kinds/schema.ts';
import { word } from '../kinds/text.ts';
import { event } from '../message.ts';

/** The content of a workbin has changed. */
export const EventWorkbinContentChanged = event(
  0x8402,
  'EventWorkbinContentChanged',
  {
    Workbin: required(workbin, 'The workbin.'),
    Operation: required(word('Added', 'Removed', 'PropertiesChanged'), 'How.'),
    Interaction: required(interaction, 'The interaction.'),
  },
  { to: ['subscriber'] },
);
