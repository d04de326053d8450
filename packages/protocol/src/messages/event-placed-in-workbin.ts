import { aboutInteraction, workbin } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { event, reason } from '../message.ts';

/** An interaction came into a workbin. */
export const EventPlacedInWorkbin = event(
  0x8143,
  'EventPlacedInWorkbin',
  { ...aboutInteraction, Workbin: required(workbin, 'The workbin.'), Reason: optional(reason, 'Why.') },
  { to: ['reporting'] },
);
