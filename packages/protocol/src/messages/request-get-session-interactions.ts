import { optional } from '../kinds/schema.ts';
import { longText } from '../kinds/text.ts';
import { request } from '../message.ts';
import { routers } from '../senders.ts';
import { EventSessionInteractions } from './event-session-interactions.ts';

/** Asks what this router holds: after a reconnect, or the start of a successor of the same name. */
export const RequestGetSessionInteractions = request(
  0x0133,
  'RequestGetSessionInteractions',
  { StartAfter: optional(longText, '`Next` of the page before.') },
  { from: routers, answeredBy: [EventSessionInteractions] },
);
