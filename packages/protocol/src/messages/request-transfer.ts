import { visibilityMode } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { name, text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Hands an interaction over to another agent. EventAck on acceptance, else EventError. */
export const RequestTransfer = request(
  0x0142,
  'RequestTransfer',
  {
    InteractionId: required(text, 'The interaction.'),
    AgentId: required(name, 'The other agent.'),
    PlaceId: optional(name, 'Where.'),
    VisibilityMode: optional(visibilityMode, 'How the agent takes part. Conference if missing.'),
  },
  { from: agents, answeredBy: [EventAck] },
);
