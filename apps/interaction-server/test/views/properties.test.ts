import type { Packed } from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import type { Interaction } from '../../src/state/interaction.ts';
import { createViewSchema, isSystemName } from '../../src/views/properties.ts';
import { interaction, NEW_YEAR, schema } from './support/interaction.ts';

const queue = { kind: 'queue', queue: 'q' } as const;
const workbin = { kind: 'workbin', workbin: { type: 'drafts', owner: 'A1' } } as const;
const agent = { kind: 'agent', agentId: 'A1', placeId: 'P1', visibility: 'Conference', joinedAt: NEW_YEAR } as const;

/** Name on the wire, column, an interaction that has it, the value. NULL is what an interaction without it reads as. */
const rows: readonly (readonly [
  name: string,
  column: string,
  changes: Partial<Interaction>,
  value: string | number,
])[] = [
  ['InteractionId', 'id', { id: 'X' }, 'X'],
  ['TenantId', 'tenant_id', {}, 'tenant-1'],
  ['ExternalId', 'external_id', { externalId: 'X' }, 'X'],
  ['ParentId', 'parent_id', { parentId: 'X' }, 'X'],
  ['MediaType', 'media_type', { mediaType: 'X' }, 'X'],
  ['InteractionType', 'type', { type: 'X' }, 'X'],
  ['InteractionSubtype', 'subtype', { subtype: 'X' }, 'X'],
  ['InteractionState', 'state', { place: { kind: 'agents', origin: queue, view: '', since: 1 } }, 3],
  ['IsOnline', 'is_online', { isOnline: true }, 1],
  ['IsLocked', 'is_locked', { place: { kind: 'snapshot-lock', snapshot: 's', behind: queue } }, 1],
  ['IsHeld', 'is_held', { isHeld: true }, 1],
  ['Queue', 'queue', { queue: 'X' }, 'X'],
  ['SubmittedBy', 'submitted_by', { submittedBy: 'X' }, 'X'],
  ['SubmitSeq', 'submit_seq', { submitSeq: 7 }, 7],
  ['ReceivedAt', 'received_at', { receivedAt: 7 }, 7],
  ['SubmittedAt', 'submitted_at', { submittedAt: 7 }, 7],
  ['MovedToQueueAt', 'moved_to_queue_at', { movedToQueueAt: 7 }, 7],
  ['PlacedInQueueAt', 'placed_in_queue_at', { placedInQueueAt: 7 }, 7],
  ['DeliveredAt', 'delivered_at', { deliveredAt: 7 }, 7],
  ['AssignedAt', 'assigned_at', { assignedAt: 7 }, 7],
  ['AssignedTo', 'assigned_to', { assignedTo: 'X' }, 'X'],
  ['AbandonedAt', 'abandoned_at', { abandonedAt: 7 }, 7],
  ['AgentId', 'agent_id', { parties: [{ kind: 'router', routerId: 'r', strategyId: 's' }, agent] }, 'A1'],
  ['PlaceId', 'place_id', { parties: [agent] }, 'P1'],
  ['WorkbinTypeId', 'workbin_type_id', { place: workbin }, 'drafts'],
  ['WorkbinTypeId', 'workbin_type_id', { place: { kind: 'snapshot-lock', snapshot: 's', behind: workbin } }, 'drafts'],
  ['WorkflowState', 'workflow_state', { workflowState: 'X' }, 'X'],
  ['Priority', 'priority', { priority: -7 }, -7],
];

function valueOf(name: string, subject: Interaction): string | number | boolean | null {
  const property = schema.find(name);
  if (property === undefined) throw new Error(`${name} is not declared`);
  return property.type === 'list' ? property.isNull(subject) : property.read(subject);
}

describe('a system property', () => {
  test.each(rows)('%s, column %s', (name, column, changes, value) => {
    const spellings = [name, column, name.toUpperCase(), column.toUpperCase()];
    expect(spellings.map((spelling) => valueOf(spelling, interaction(changes)))).toEqual(spellings.map(() => value));
  });

  test.each([
    ['ExternalId', null],
    ['ParentId', null],
    ['AssignedTo', null],
    ['AgentId', null],
    ['PlaceId', null],
    ['WorkbinTypeId', null],
    ['WorkflowState', null],
    ['StopReason', null],
    ['DeliveredAt', NaN],
    ['AssignedAt', NaN],
    ['AbandonedAt', NaN],
    ['CompletedAt', NaN],
    ['IsLocked', 0],
    ['IsHeld', 0],
    ['InteractionState', 0],
  ])('%s that is not there is %s', (name, value) => {
    expect(valueOf(name, interaction())).toBe(value);
  });

  test('lists are there or not', () => {
    for (const name of ['InQueues', 'destinations']) {
      expect(valueOf(name, interaction())).toBe(true);
      expect(valueOf(name, interaction({ inQueues: 'x' as Packed }))).toBe(false);
    }
    expect(valueOf('out_queues', interaction({ outQueues: 'x' as Packed }))).toBe(false);
  });
});

describe('a schema', () => {
  test('finds custom columns by the index of their declaration, in any case', () => {
    const subject = interaction({ custom: ['gold', 5, 2.5] });
    expect(valueOf('SEGMENT', subject)).toBe('gold');
    expect(valueOf('due_at', subject)).toBe(5);
    expect(valueOf('Value', subject)).toBe(2.5);
  });

  test('does not know what nobody declared', () => {
    const names = ['', 'DueAt', 'interaction_id', 'in_queues', '__proto__', 'constructor'];
    expect(names.filter((name) => schema.find(name) !== undefined)).toEqual([]);
  });

  test('keeps the system names for itself', () => {
    expect(['Priority', 'media_type', 'MEDIATYPE', 'tenant_id', 'segment'].map(isSystemName)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    const taken = createViewSchema('t', [{ column: 'priority', type: 'string' }]);
    expect(taken.find('priority')).toMatchObject({ type: 'number' });
  });
});
