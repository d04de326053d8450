import { workbin } from '../groups.ts';
import { kv } from '../kinds/containers.ts';
import { flag, timestamp } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { interactionId, name, text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents, mediaServers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/**
 * Brings an interaction into the system. From a media server it goes into Queue; from an agent it stays with the agent, who has to
 * place or stop it. EventAck carries `Extension.InteractionId`. An InteractionId that is live, or was stopped within
 * completed-retention, gets EventAck with `Extension.Duplicate` = 1 if it is from the same ClientName, else InteractionIdInUse.
 */
export const RequestSubmit = request(
  0x0100,
  'RequestSubmit',
  {
    TenantId: required(name, 'Tenant.'),
    MediaType: required(name, 'Configured media type.'),
    InteractionType: required(name, 'Configured interaction type.'),
    InteractionSubtype: required(name, 'Configured interaction subtype.'),
    Queue: optional(name, 'Queue to place it in. Mandatory for a media server.'),
    InteractionId: optional(
      interactionId,
      'Chosen by the submitter, so that a repeated request is known. Made by the server if missing.',
    ),
    IsOnline: optional(flag, '1 while the customer is there.'),
    ReceivedAt: optional(timestamp, 'When it came from the customer. Now, if missing.'),
    ParentInteractionId: optional(text, 'The interaction that this one answers or continues (property ParentId).'),
    ExternalId: optional(text, "The submitter's own identifier."),
    UserData: optional(kv, 'Anything. `Priority` (int) sets the priority.'),
    InQueues: optional(kv, 'Queues suggested for further inbound work: queue → anything.'),
    OutQueues: optional(kv, 'Queues suggested for outbound work: queue → anything.'),
    Workbin: optional(workbin, 'For an agent: the workbin to place it in.'),
  },
  { from: [...mediaServers, ...agents], answeredBy: [EventAck] },
);
