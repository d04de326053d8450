import { aboutInteraction, inviteOperation, party } from '../groups.ts';
import { uint } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An agent was offered an interaction. */
export const EventAgentInvited = event(
  0x8122,
  'EventAgentInvited',
  {
    ...aboutInteraction,
    TicketId: optional(uint, 'Of the invitation.'),
    Party: required(party, 'The agent.'),
    Operation: required(inviteOperation, 'Why it is offered.'),
    Reason: optional(reason, 'As the request gave it.'),
  },
  { to: ['reporting'] },
);
