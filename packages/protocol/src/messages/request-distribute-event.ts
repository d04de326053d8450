import { kv } from '../kinds/containers.ts';
import { optional, required } from '../kinds/schema.ts';
import { name, text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents, reportingEngines, routers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/**
 * Sends an event to reporting, as EventCustomReporting. EventName `EventCurrentAgentStatus` with AgentId is relayed to that agent
 * instead. At a VQ node, EventQueued, EventDiverted and EventAbandoned go to its clients.
 */
export const RequestDistributeEvent = request(
  0x0601,
  'RequestDistributeEvent',
  {
    EventName: required(name, 'Name of the event.'),
    EventContent: optional(kv, 'What it says.'),
    InteractionId: optional(text, 'The interaction it is about.'),
    AgentId: optional(name, 'The agent that EventCurrentAgentStatus is for.'),
  },
  { from: [...routers, ...reportingEngines, ...agents], answeredBy: [EventAck] },
);
