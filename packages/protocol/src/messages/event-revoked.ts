import { aboutInteraction, party } from '../groups.ts';
import { uint } from '../kinds/numbers.ts';
import { optional } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An offer was taken back, or a party lost the interaction: expired, stopped by another, handling timer, logged out. */
export const EventRevoked = event(
  0x8121,
  'EventRevoked',
  {
    ...aboutInteraction,
    TicketId: optional(uint, 'Of the invitation, where one was open.'),
    Party: optional(party, 'Who it was taken from.'),
    Reason: optional(reason, 'Why.'),
  },
  { to: ['agent', 'party', 'router', 'reporting'] },
);
