import { aboutInteraction, party } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** A router or an agent has the interaction no longer. */
export const EventPartyRemoved = event(
  0x8131,
  'EventPartyRemoved',
  { ...aboutInteraction, Party: required(party, 'Who.'), Reason: optional(reason, 'Why.') },
  { to: ['party', 'reporting'] },
);
