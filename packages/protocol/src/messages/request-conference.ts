import { visibilityMode } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { name, text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Invites another agent to take part. EventAck on acceptance, else EventError. */
export const RequestConference = request(
  0x0143,
  'RequestConference',
  {
    InteractionId: required(text, 'The interaction.'),
    AgentId: required(name, 'The other agent.'),
    PlaceId: optional(name, 'Where.'),
    VisibilityMode: optional(visibilityMode, 'How the agent takes part. Conference if missing.'),
  },
  { from: agents, answeredBy: [EventAck] },
);
