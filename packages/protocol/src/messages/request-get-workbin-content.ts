import { workbin } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { longText } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventWorkbinContent } from './event-workbin-content.ts';

/** Asks for the content of a workbin. */
export const RequestGetWorkbinContent = request(
  0x0401,
  'RequestGetWorkbinContent',
  {
    Workbin: required(workbin, 'The workbin.'),
    StartAfter: optional(longText, '`Next` of the page before.'),
  },
  { from: agents, answeredBy: [EventWorkbinContent] },
);
