import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { reportingEngines } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends what RequestStartPlaceAgentStateReporting began. */
export const RequestStopPlaceAgentStateReporting = request(
  0x0303,
  'RequestStopPlaceAgentStateReporting',
  {
    TenantId: required(name, 'Tenant.'),
    AgentId: optional(name, 'The agent.'),
    PlaceId: optional(name, 'The place.'),
  },
  { from: reportingEngines, answeredBy: [EventAck], oneOf: [['AgentId', 'PlaceId']] },
);
