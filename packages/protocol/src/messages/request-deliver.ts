import { propertyChanges, visibilityMode } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { name, text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { routers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/**
 * Offers an interaction in routing to an agent. Answered when the outcome is known: EventAck once accepted, EventError if
 * rejected, expired or impossible. Changes of user data apply before the agent is invited.
 */
export const RequestDeliver = request(
  0x0130,
  'RequestDeliver',
  {
    InteractionId: required(text, 'The interaction.'),
    AgentId: required(name, 'The agent.'),
    PlaceId: optional(name, 'Where; needed only if the agent is logged in at several places.'),
    ...propertyChanges,
    VisibilityMode: optional(visibilityMode, 'How the agent takes part. Conference if missing.'),
  },
  { from: routers, answeredBy: [EventAck] },
);
