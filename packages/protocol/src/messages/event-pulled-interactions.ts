import { interaction } from '../interaction.ts';
import { list } from '../kinds/containers.ts';
import { required } from '../kinds/schema.ts';
import { event } from '../message.ts';

/** What a pull took, with user data. Empty when there was nothing, also after the hold time. */
export const EventPulledInteractions = event(
  0x8110,
  'EventPulledInteractions',
  { Interactions: required(list(interaction), 'In the order of the view.') },
  { to: ['requester'] },
);
