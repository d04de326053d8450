import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Leaves an interaction. When the last party leaves, it goes back where it was before. */
export const RequestLeaveInteraction = request(
  0x0145,
  'RequestLeaveInteraction',
  { InteractionId: required(text, 'The interaction.') },
  { from: agents, answeredBy: [EventAck] },
);
