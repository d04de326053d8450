import { workbin } from '../groups.ts';
import { kv } from '../kinds/containers.ts';
import { count, flag } from '../kinds/numbers.ts';
import { optional, withDefault } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { EventPulledInteractions } from './event-pulled-interactions.ts';

/**
 * Takes interactions out of a view, queue or workbin. For a routing engine a pull with nothing to give stays open for
 * pull-hold-timeout; it names what it pulls for in `Extension.pull-for-strategy` and `Extension.submitter`.
 */
export const RequestPull = request(
  0x0120,
  'RequestPull',
  {
    ViewId: optional(name, 'View to take from.'),
    Queue: optional(name, 'Queue to take from.'),
    Workbin: optional(workbin, 'Workbin to take from.'),
    PullParameters: optional(kv, 'Parameters of the view.'),
    Count: withDefault(count, 1, 'How many at most. Default 1.'),
    TenantId: optional(name, 'Tenant.'),
    IgnoreHold: optional(flag, '1: held interactions too.'),
  },
  {
    from: ['Agent application', 'Routing engine'],
    answeredBy: [EventPulledInteractions],
    oneOf: [['ViewId', 'Queue', 'Workbin']],
  },
);
