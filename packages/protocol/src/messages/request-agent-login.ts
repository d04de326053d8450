import { record } from '../kinds/containers.ts';
import { flag } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Logs an agent in at a place, with its media. A second login of the same agent at the same place takes the session over. */
export const RequestAgentLogin = request(
  0x0200,
  'RequestAgentLogin',
  {
    TenantId: required(name, 'Tenant.'),
    PlaceId: required(name, 'Configured place.'),
    AgentId: required(name, 'Employee id of a configured agent.'),
    MediaList: optional(record(flag), 'Media of the agent: 0 not ready, 1 ready.'),
  },
  { from: agents, answeredBy: [EventAck] },
);
