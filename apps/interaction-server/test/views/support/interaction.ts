import type { Packed } from '@ixn/protocol';
import { createInteraction, type Interaction, type InteractionRecord } from '../../../src/state/interaction.ts';
import { createViewSchema } from '../../../src/views/properties.ts';

/** 2026-01-01T00:00:00Z in ms. */
export const NEW_YEAR = Date.UTC(2026, 0, 1);

/** The custom columns of the example tenant, in its order. */
export const schema = createViewSchema('tenant-1', [
  { column: 'segment', type: 'string' },
  { column: 'due_at', type: 'timestamp' },
  { column: 'value', type: 'number' },
]);

let lastSubmitSeq = 0;

/** An interaction that waits in a queue since the New Year; what a test is about it says itself. */
export function interaction(changes: Partial<InteractionRecord> = {}): Interaction {
  lastSubmitSeq += 1;
  return createInteraction({
    id: lastSubmitSeq.toString(36).toUpperCase().padStart(16, '0'),
    submitSeq: lastSubmitSeq,
    externalId: '',
    parentId: '',
    mediaType: 'chat',
    type: 'Inbound',
    subtype: 'InboundNew',
    submittedBy: 'media-1',
    receivedAt: NEW_YEAR,
    submittedAt: NEW_YEAR,
    isOnline: true,
    isHeld: false,
    queue: 'chat.inbound',
    movedToQueueAt: NEW_YEAR,
    placedInQueueAt: NEW_YEAR,
    deliveredAt: 0,
    assignedAt: 0,
    assignedTo: '',
    abandonedAt: 0,
    workflowState: '',
    inQueues: null,
    outQueues: null,
    priority: 0,
    userData: '' as Packed,
    custom: [null, null, null],
    place: { kind: 'queue', queue: 'chat.inbound' },
    parties: [],
    invitations: [],
    retry: null,
    ...changes,
  });
}
