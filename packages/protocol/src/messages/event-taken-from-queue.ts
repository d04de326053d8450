import { aboutInteraction } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { event, reason } from '../message.ts';

/** An interaction left a queue, because somebody took it or it was stopped or moved. */
export const EventTakenFromQueue = event(
  0x8142,
  'EventTakenFromQueue',
  {
    ...aboutInteraction,
    Queue: required(name, 'The queue.'),
    View: optional(name, 'The view that it was taken from.'),
    Reason: optional(reason, 'Why.'),
  },
  { to: ['reporting'] },
);
