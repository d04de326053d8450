import { aboutInteraction, inviteOperation, party } from '../groups.ts';
import { uint } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An agent rejected an invitation. */
export const EventRejected = event(
  0x8124,
  'EventRejected',
  {
    ...aboutInteraction,
    TicketId: optional(uint, 'Of the invitation.'),
    Party: required(party, 'The agent.'),
    Operation: optional(inviteOperation, 'Why it was offered.'),
    Reason: optional(reason, 'As the agent gave it.'),
  },
  { to: ['reporting'] },
);
