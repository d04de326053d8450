import { workbin } from '../groups.ts';
import { flag } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Asks to hear of changes of a workbin's content: EventAck, then EventWorkbinContentChanged. */
export const RequestWorkbinNotifications = request(
  0x0402,
  'RequestWorkbinNotifications',
  {
    Workbin: required(workbin, 'The workbin.'),
    NotifyPropertyChanges: optional(flag, '1: changes of properties too.'),
  },
  { from: agents, answeredBy: [EventAck] },
);
