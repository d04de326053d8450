import { group, record } from '../kinds/containers.ts';
import { flag } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { request } from '../message.ts';
import { reportingEngines } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Asks for events about all agents of tenants: EventAck, then the present state of all, then changes. */
export const RequestStartPlaceAgentStateReportingAll = request(
  0x0304,
  'RequestStartPlaceAgentStateReportingAll',
  {
    TenantList: required(
      record(
        group({
          Workbins: optional(flag, '1: events about workbins too.'),
          Interactions: optional(flag, "1: the agents' interactions too."),
        }),
      ),
      'Tenants, and what is wanted of each.',
    ),
  },
  { from: reportingEngines, answeredBy: [EventAck] },
);
