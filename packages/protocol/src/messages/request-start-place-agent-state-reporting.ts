import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { reportingEngines } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Asks for events about one agent or place: EventAck, then its present state, then changes. */
export const RequestStartPlaceAgentStateReporting = request(
  0x0302,
  'RequestStartPlaceAgentStateReporting',
  {
    TenantId: required(name, 'Tenant.'),
    AgentId: optional(name, 'The agent.'),
    PlaceId: optional(name, 'The place.'),
  },
  { from: reportingEngines, answeredBy: [EventAck], oneOf: [['AgentId', 'PlaceId']] },
);
