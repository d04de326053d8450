import { workbin } from '../groups.ts';
import { flag } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends what RequestWorkbinNotifications began. */
export const RequestWorkbinCancelNotifications = request(
  0x0403,
  'RequestWorkbinCancelNotifications',
  {
    Workbin: required(workbin, 'The workbin.'),
    NotifyPropertyChanges: optional(flag, 'Not looked at.'),
  },
  { from: agents, answeredBy: [EventAck] },
);
