import { visibilityMode } from '../groups.ts';
import { optional, required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Asks to take part in what another agent handles: the asking agent is invited itself. EventAck on acceptance. */
export const RequestIntrude = request(
  0x0144,
  'RequestIntrude',
  {
    InteractionId: required(text, 'The interaction.'),
    VisibilityMode: optional(visibilityMode, 'How the agent takes part. Conference if missing.'),
  },
  { from: agents, answeredBy: [EventAck] },
);
