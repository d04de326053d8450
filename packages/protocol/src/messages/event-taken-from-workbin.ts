import { aboutInteraction, workbin } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An interaction left a workbin. */
export const EventTakenFromWorkbin = event(
  0x8144,
  'EventTakenFromWorkbin',
  { ...aboutInteraction, Workbin: required(workbin, 'The workbin.'), Reason: optional(reason, 'Why.') },
  { to: ['reporting'] },
);
