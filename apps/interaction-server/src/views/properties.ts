import { interactionState, type CustomValue, type Interaction } from '../state/interaction.ts';
import type { Place } from '../state/place.ts';

/**
 * What a view may read of an interaction. Numbers and times that are not there read as NaN, strings as null: NULL in the view
 * language. Of a list only whether it is there can be asked.
 */
export type Property =
  | { readonly type: 'string'; readonly read: (interaction: Interaction) => string | null }
  | { readonly type: 'number'; readonly read: (interaction: Interaction) => number }
  /** In ms since 1970. */
  | { readonly type: 'timestamp'; readonly read: (interaction: Interaction) => number }
  | { readonly type: 'list'; readonly isNull: (interaction: Interaction) => boolean };

/** A custom property as the configuration declares it. Its value is at the same index of `Interaction.custom`; timestamps are ms. */
export interface CustomColumn {
  readonly column: string;
  readonly type: 'string' | 'number' | 'timestamp';
}

/** The names that conditions and orders of one tenant may use. */
export interface ViewSchema {
  /** Finds a property by its name or column, in any case. Undefined: nobody declared it. */
  find(name: string): Property | undefined;
}

type SystemProperty = readonly [name: string, column: string, property: Property];

/** System properties (interactions.md, "An interaction"), by the name on the wire and by column. TenantId is the schema's own. */
const SYSTEM_PROPERTIES: readonly SystemProperty[] = [
  ['InteractionId', 'id', { type: 'string', read: (i) => i.id }],
  ['ExternalId', 'external_id', { type: 'string', read: (i) => known(i.externalId) }],
  ['ParentId', 'parent_id', { type: 'string', read: (i) => known(i.parentId) }],
  ['MediaType', 'media_type', { type: 'string', read: (i) => known(i.mediaType) }],
  ['InteractionType', 'type', { type: 'string', read: (i) => known(i.type) }],
  ['InteractionSubtype', 'subtype', { type: 'string', read: (i) => known(i.subtype) }],
  ['InteractionState', 'state', { type: 'number', read: (i) => interactionState(i) }],
  ['IsOnline', 'is_online', { type: 'number', read: (i) => (i.isOnline ? 1 : 0) }],
  ['IsLocked', 'is_locked', { type: 'number', read: (i) => (i.place.kind === 'snapshot-lock' ? 1 : 0) }],
  ['IsHeld', 'is_held', { type: 'number', read: (i) => (i.isHeld ? 1 : 0) }],
  ['Queue', 'queue', { type: 'string', read: (i) => known(i.queue) }],
  ['SubmittedBy', 'submitted_by', { type: 'string', read: (i) => known(i.submittedBy) }],
  ['SubmitSeq', 'submit_seq', { type: 'number', read: (i) => i.submitSeq }],
  ['ReceivedAt', 'received_at', { type: 'timestamp', read: (i) => happened(i.receivedAt) }],
  ['SubmittedAt', 'submitted_at', { type: 'timestamp', read: (i) => happened(i.submittedAt) }],
  ['MovedToQueueAt', 'moved_to_queue_at', { type: 'timestamp', read: (i) => happened(i.movedToQueueAt) }],
  ['PlacedInQueueAt', 'placed_in_queue_at', { type: 'timestamp', read: (i) => happened(i.placedInQueueAt) }],
  ['DeliveredAt', 'delivered_at', { type: 'timestamp', read: (i) => happened(i.deliveredAt) }],
  ['AssignedAt', 'assigned_at', { type: 'timestamp', read: (i) => happened(i.assignedAt) }],
  ['AssignedTo', 'assigned_to', { type: 'string', read: (i) => known(i.assignedTo) }],
  ['AbandonedAt', 'abandoned_at', { type: 'timestamp', read: (i) => happened(i.abandonedAt) }],
  ['AgentId', 'agent_id', { type: 'string', read: (i) => firstAgent(i)?.agentId ?? null }],
  ['PlaceId', 'place_id', { type: 'string', read: (i) => firstAgent(i)?.placeId ?? null }],
  ['WorkbinTypeId', 'workbin_type_id', { type: 'string', read: (i) => workbinType(i.place) }],
  ['InQueues', 'destinations', { type: 'list', isNull: (i) => i.inQueues === null }],
  ['OutQueues', 'out_queues', { type: 'list', isNull: (i) => i.outQueues === null }],
  ['WorkflowState', 'workflow_state', { type: 'string', read: (i) => known(i.workflowState) }],
  ['Priority', 'priority', { type: 'number', read: (i) => i.priority }],
  // A live interaction has neither; the names stay usable, as in any other place where properties are listed.
  ['CompletedAt', 'completed_at', { type: 'timestamp', read: () => NaN }],
  ['StopReason', 'stop_reason', { type: 'string', read: () => null }],
];

const systemProperties: ReadonlyMap<string, Property> = new Map(
  SYSTEM_PROPERTIES.flatMap(([name, column, property]) => [
    [name.toLowerCase(), property],
    [column, property],
  ]),
);

/** When an interaction came into its queue: what `_time_in_queue()` counts from. */
export function movedToQueueAt(interaction: Interaction): number {
  return happened(interaction.movedToQueueAt);
}

/** Whether a custom column may not have this name, because a system property has it. */
export function isSystemName(name: string): boolean {
  const lower = name.toLowerCase();
  return systemProperties.has(lower) || TENANT_NAMES.includes(lower);
}

const TENANT_NAMES: readonly string[] = ['tenantid', 'tenant_id'];

/** The schema of a tenant. A custom column with a system property's name is never reached; the configuration refuses it. */
export function createViewSchema(tenantId: string, custom: readonly CustomColumn[]): ViewSchema {
  const properties = new Map<string, Property>();
  custom.forEach(({ column, type }, index) => properties.set(column.toLowerCase(), customProperty(type, index)));
  for (const name of TENANT_NAMES) properties.set(name, { type: 'string', read: () => tenantId });
  for (const [name, property] of systemProperties) properties.set(name, property);
  return { find: (name) => properties.get(name.toLowerCase()) };
}

function customProperty(type: CustomColumn['type'], index: number): Property {
  if (type === 'string') return { type, read: (i) => textOf(i.custom[index]) };
  return { type, read: (i) => numberOf(i.custom[index]) };
}

function textOf(value: CustomValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: CustomValue | undefined): number {
  return typeof value === 'number' ? value : NaN;
}

function known(text: string): string | null {
  return text === '' ? null : text;
}

function happened(ms: number): number {
  return ms === 0 ? NaN : ms;
}

function firstAgent(interaction: Interaction): { readonly agentId: string; readonly placeId: string } | null {
  for (const party of interaction.parties) if (party.kind === 'agent') return party;
  return null;
}

function workbinType(place: Place): string | null {
  const where = place.kind === 'snapshot-lock' ? place.behind : place;
  return where.kind === 'workbin' ? where.workbin.type : null;
}
