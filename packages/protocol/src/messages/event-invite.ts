import { inviteOperation, party, visibilityMode } from '../groups.ts';
import { interaction } from '../interaction.ts';
import { uint } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { event } from '../message.ts';

/**
 * Offers an interaction to an agent, to be answered with RequestAccept or RequestReject before delivering-timeout. Operation
 * `Restore`, after a reconnect: the interaction is the agent's already, and there is no TicketId.
 */
export const EventInvite = event(
  0x8120,
  'EventInvite',
  {
    TicketId: optional(uint, 'For the answer.'),
    Interaction: required(interaction, 'All properties and user data.'),
    Party: optional(party, 'Who offers it.'),
    VisibilityMode: optional(visibilityMode, 'How the agent would take part.'),
    Operation: required(inviteOperation, 'Why it is offered.'),
  },
  { to: ['agent'] },
);
