import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents, mediaServers, routers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends an interaction for good. `Reason.ReasonSystemName` becomes its StopReason. */
export const RequestStopProcessing = request(
  0x011a,
  'RequestStopProcessing',
  { InteractionId: required(text, 'The interaction.') },
  { from: [...mediaServers, ...agents, ...routers], answeredBy: [EventAck] },
);
