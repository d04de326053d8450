import { aboutInteraction, inviteOperation, party } from '../groups.ts';
import { uint } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { event } from '../message.ts';

/** An agent accepted an invitation. */
export const EventAccepted = event(
  0x8123,
  'EventAccepted',
  {
    ...aboutInteraction,
    TicketId: optional(uint, 'Of the invitation.'),
    Party: required(party, 'The agent.'),
    Operation: optional(inviteOperation, 'Why it was offered.'),
  },
  { to: ['reporting'] },
);
