import { interaction } from '../interaction.ts';
import { required } from '../kinds/schema.ts';
import { event } from '../message.ts';

/** Properties of an interaction. */
export const EventInteractionProperties = event(
  0x8100,
  'EventInteractionProperties',
  { Interaction: required(interaction, 'All properties and user data.') },
  { to: ['requester'] },
);
