import { tenantReporting } from '../groups.ts';
import { record } from '../kinds/containers.ts';
import { required } from '../kinds/schema.ts';
import { request } from '../message.ts';
import { reportingEngines } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends what RequestStartPlaceAgentStateReportingAll began, for the tenants named. */
export const RequestStopPlaceAgentStateReportingAll = request(
  0x0305,
  'RequestStopPlaceAgentStateReportingAll',
  {
    TenantList: required(record(tenantReporting), 'Tenants; what is within is not looked at.'),
  },
  { from: reportingEngines, answeredBy: [EventAck] },
);
