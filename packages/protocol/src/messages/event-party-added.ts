import { aboutInteraction, party } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** A router or an agent has the interaction now. */
export const EventPartyAdded = event(
  0x8130,
  'EventPartyAdded',
  { ...aboutInteraction, Party: required(party, 'Who.'), Reason: optional(reason, 'As the request gave it.') },
  { to: ['party', 'reporting'] },
);
