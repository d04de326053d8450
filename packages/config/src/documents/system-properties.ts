/** What kind of value a property of an interaction has. */
export type PropertyType = 'string' | 'number' | 'timestamp';

/** A property that every interaction has: its name on the wire, its column, its type. */
export interface SystemProperty {
  readonly name: string;
  readonly column: string;
  readonly type: PropertyType;
}

const row = (name: string, column: string, type: PropertyType): SystemProperty => ({ name, column, type });

/** The system properties that conditions, orders and segmentations may name. Flags are numbers, 0 or 1. */
export const SYSTEM_PROPERTIES: readonly SystemProperty[] = [
  row('InteractionId', 'id', 'string'),
  row('TenantId', 'tenant_id', 'string'),
  row('ExternalId', 'external_id', 'string'),
  row('ParentId', 'parent_id', 'string'),
  row('MediaType', 'media_type', 'string'),
  row('InteractionType', 'type', 'string'),
  row('InteractionSubtype', 'subtype', 'string'),
  row('InteractionState', 'state', 'number'),
  row('IsOnline', 'is_online', 'number'),
  row('IsLocked', 'is_locked', 'number'),
  row('IsHeld', 'is_held', 'number'),
  row('Queue', 'queue', 'string'),
  row('SubmittedBy', 'submitted_by', 'string'),
  row('SubmitSeq', 'submit_seq', 'number'),
  row('ReceivedAt', 'received_at', 'timestamp'),
  row('SubmittedAt', 'submitted_at', 'timestamp'),
  row('MovedToQueueAt', 'moved_to_queue_at', 'timestamp'),
  row('PlacedInQueueAt', 'placed_in_queue_at', 'timestamp'),
  row('DeliveredAt', 'delivered_at', 'timestamp'),
  row('AssignedAt', 'assigned_at', 'timestamp'),
  row('AssignedTo', 'assigned_to', 'string'),
  row('AbandonedAt', 'abandoned_at', 'timestamp'),
  row('AgentId', 'agent_id', 'string'),
  row('PlaceId', 'place_id', 'string'),
  row('WorkbinTypeId', 'workbin_type_id', 'string'),
  row('InQueues', 'destinations', 'string'),
  row('OutQueues', 'out_queues', 'string'),
  row('WorkflowState', 'workflow_state', 'string'),
  row('Priority', 'priority', 'number'),
  row('CompletedAt', 'completed_at', 'timestamp'),
  row('StopReason', 'stop_reason', 'string'),
];
