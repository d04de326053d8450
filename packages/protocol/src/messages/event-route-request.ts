import { interaction } from '../interaction.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { event } from '../message.ts';

/** Gives an interaction to a universal router. */
export const EventRouteRequest = event(
  0x8111,
  'EventRouteRequest',
  {
    Interaction: required(interaction, 'All properties and user data.'),
    Strategy: required(name, 'Strategy to run.'),
    View: optional(name, 'View that it was taken from.'),
  },
  { to: ['router'] },
);
