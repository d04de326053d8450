import { tenantReporting } from '../groups.ts';
import { record } from '../kinds/containers.ts';
import { required } from '../kinds/schema.ts';
import { request } from '../message.ts';
import { reportingEngines } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Asks for events about all agents of tenants: EventAck, then the present state of all, then changes. */
export const RequestStartPlaceAgentStateReportingAll = request(
  0x0304,
  'RequestStartPlaceAgentStateReportingAll',
  {
    TenantList: required(record(tenantReporting), 'Tenants, and what is wanted of each.'),
  },
  { from: reportingEngines, answeredBy: [EventAck] },
);
