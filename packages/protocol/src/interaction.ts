import { flag, int, timestamp, uint } from './kinds/numbers.ts';
import { kv, sealed } from './kinds/containers.ts';
import type { Kind } from './kinds/kind.ts';
import { keyOf, optional, type Attribute } from './kinds/schema.ts';
import { name, text } from './kinds/text.ts';

/** A system property of an interaction: the one place for its name on the wire, its column and its type. */
export interface SystemProperty<K extends Kind = Kind> {
  /** Name in view conditions and in the database. */
  readonly column: string;
  readonly kind: K;
  readonly about: string;
  /** RequestChangeProperties and the like may set it. */
  readonly changeable: boolean;
}

function property<K extends Kind>(column: string, kind: K, about: string, changeable = false): SystemProperty<K> {
  return { column, kind, about, changeable };
}

/** In the order in which the server sends them. UserData follows them. */
export const SYSTEM_PROPERTIES = {
  InteractionId: property('id', text, '16 characters of 0-9 and A-Z, unique for ever.'),
  TenantId: property('tenant_id', name, 'Tenant.'),
  ExternalId: property('external_id', text, "The submitter's own identifier, such as a Message-ID.", true),
  ParentId: property('parent_id', text, 'InteractionId that this one answers or continues.', true),
  MediaType: property('media_type', name, 'Configured media type.'),
  InteractionType: property('type', name, 'Configured interaction type.'),
  InteractionSubtype: property('subtype', name, 'Configured interaction subtype.'),
  InteractionState: property('state', uint, '0 queued, 1 cached (does not occur), 2 routing, 3 handling.'),
  IsOnline: property('is_online', flag, '1 while the customer is there (a chat); 0 else.', true),
  IsLocked: property('is_locked', flag, '1 while a snapshot has locked it.'),
  IsHeld: property('is_held', flag, '1 while on hold: not pulled unless IgnoreHold.'),
  Queue: property('queue', name, 'The queue it is in, or was in last.'),
  SubmittedBy: property('submitted_by', name, 'ClientName or AgentId of the submitter.'),
  SubmitSeq: property('submit_seq', uint, 'Number of the submission, rising.'),
  ReceivedAt: property('received_at', timestamp, 'When it came from the customer, as the submitter says.'),
  SubmittedAt: property('submitted_at', timestamp, 'When it was submitted.'),
  MovedToQueueAt: property('moved_to_queue_at', timestamp, 'First time in the queue it is in.'),
  PlacedInQueueAt: property('placed_in_queue_at', timestamp, 'Last time placed in the queue it is in.'),
  DeliveredAt: property('delivered_at', timestamp, 'First offered to an agent.'),
  AssignedAt: property('assigned_at', timestamp, 'Last accepted or pulled by an agent.'),
  AssignedTo: property('assigned_to', name, 'AgentId of who accepted or pulled it last.'),
  AbandonedAt: property('abandoned_at', timestamp, 'When IsOnline went to 0.'),
  AgentId: property('agent_id', name, 'Agent who handles it, or owner of the workbin it is in.'),
  PlaceId: property('place_id', name, 'Place of that agent, or owner of the workbin it is in.'),
  WorkbinTypeId: property('workbin_type_id', name, 'Type of the workbin it is in.'),
  InQueues: property('destinations', kv, 'Queues suggested for further inbound work: queue → anything.'),
  OutQueues: property('out_queues', kv, 'Queues suggested for outbound work: queue → anything.'),
  WorkflowState: property('workflow_state', text, 'Reserved for clients that know it.'),
  Priority: property('priority', int, 'From user data `Priority`, default 0.'),
  CompletedAt: property('completed_at', timestamp, 'When it was stopped.'),
  StopReason: property('stop_reason', text, 'ReasonSystemName of who stopped it.'),
} as const satisfies Record<string, SystemProperty>;

export type SystemPropertyName = keyof typeof SYSTEM_PROPERTIES;

export const SYSTEM_PROPERTY_NAMES = Object.keys(SYSTEM_PROPERTIES) as readonly SystemPropertyName[];

/** Whether a key of property changes is a system property. */
export function isSystemProperty(key: string): key is SystemPropertyName {
  return Object.hasOwn(SYSTEM_PROPERTIES, key);
}

/** Name and column of the user data as a whole. */
export const USER_DATA = { name: 'UserData', column: 'user_data' } as const;

/** Keys of the properties as MessagePack strs, for those who write interactions by hand. See {@link Writer.bytes}. */
export const PROPERTY_KEYS = Object.fromEntries(
  [...SYSTEM_PROPERTY_NAMES, USER_DATA.name].map((key) => [key, keyOf(key)]),
) as Readonly<Record<SystemPropertyName | 'UserData', Uint8Array>>;

type PropertyAttributes = {
  readonly [N in SystemPropertyName]: Attribute<(typeof SYSTEM_PROPERTIES)[N]['kind'], 'optional'>;
} & { readonly UserData: Attribute<typeof kv, 'optional'> };

const propertyAttributes = {
  ...Object.fromEntries(
    SYSTEM_PROPERTY_NAMES.map((key) => [key, optional(SYSTEM_PROPERTIES[key].kind, SYSTEM_PROPERTIES[key].about)]),
  ),
  UserData: optional(kv, 'Any KV list, kept as it came.'),
} as PropertyAttributes;

/** `Interaction` of events: all properties that it has, and its user data. Packed on the server, decoded at a client. */
export const interaction = sealed(propertyAttributes, 'Interaction');
