import { group, record } from '../kinds/containers.ts';
import { flag } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { request } from '../message.ts';
import { reportingEngines } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends what RequestStartPlaceAgentStateReportingAll began, for the tenants named. */
export const RequestStopPlaceAgentStateReportingAll = request(
  0x0305,
  'RequestStopPlaceAgentStateReportingAll',
  {
    TenantList: required(
      record(
        group({
          Workbins: optional(flag, 'Not looked at.'),
          Interactions: optional(flag, 'Not looked at.'),
        }),
      ),
      'Tenants.',
    ),
  },
  { from: reportingEngines, answeredBy: [EventAck] },
);
