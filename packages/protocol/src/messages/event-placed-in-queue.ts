import { aboutInteraction } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { event, reason } from '../message.ts';

/** An interaction came into a queue. */
export const EventPlacedInQueue = event(
  0x8141,
  'EventPlacedInQueue',
  { ...aboutInteraction, Queue: required(name, 'The queue.'), Reason: optional(reason, 'Why.') },
  { to: ['reporting'] },
);
