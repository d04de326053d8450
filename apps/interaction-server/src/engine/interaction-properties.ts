import { packTrusted, PROPERTY_KEYS, type Packed, type SystemPropertyName, Writer } from '@ixn/protocol';
import { interactionState, type Interaction } from '../state/interaction.ts';
import type { AgentParty } from '../state/party.ts';

export interface PackOptions {
  readonly tenantId: string;
  /** Whether user data goes with it. */
  readonly userData: boolean;
}

const writer = new Writer();
let count = 0;

/**
 * `Interaction` on the wire: system properties by their names (interactions.md, "An interaction"), those that are not known left out,
 * then UserData as it came.
 */
export function packInteraction(interaction: Interaction, { tenantId, userData }: PackOptions): Packed {
  writer.reset();
  // The number of pairs is written last: two bytes more than needed, but no second pass.
  writer.map(0xffff);
  count = 0;
  writeProperties(interaction, tenantId);
  if (userData) {
    writer.bytes(PROPERTY_KEYS.UserData);
    writer.raw(interaction.userData);
    count++;
  }
  writer.buffer[1] = count >>> 8;
  writer.buffer[2] = count;
  return packTrusted(writer.buffer, 0, writer.pos);
}

function writeProperties(interaction: Interaction, tenantId: string): void {
  text('InteractionId', interaction.id);
  text('TenantId', tenantId);
  text('ExternalId', interaction.externalId);
  text('ParentId', interaction.parentId);
  text('MediaType', interaction.mediaType);
  text('InteractionType', interaction.type);
  text('InteractionSubtype', interaction.subtype);
  number('InteractionState', interactionState(interaction));
  number('IsOnline', interaction.isOnline ? 1 : 0);
  number('IsLocked', interaction.place.kind === 'snapshot-lock' ? 1 : 0);
  number('IsHeld', interaction.isHeld ? 1 : 0);
  text('Queue', interaction.queue);
  text('SubmittedBy', interaction.submittedBy);
  number('SubmitSeq', interaction.submitSeq);
  time('ReceivedAt', interaction.receivedAt);
  time('SubmittedAt', interaction.submittedAt);
  time('MovedToQueueAt', interaction.movedToQueueAt);
  time('PlacedInQueueAt', interaction.placedInQueueAt);
  time('DeliveredAt', interaction.deliveredAt);
  time('AssignedAt', interaction.assignedAt);
  text('AssignedTo', interaction.assignedTo);
  time('AbandonedAt', interaction.abandonedAt);
  writeHolder(interaction);
  list('InQueues', interaction.inQueues);
  list('OutQueues', interaction.outQueues);
  text('WorkflowState', interaction.workflowState);
  number('Priority', interaction.priority);
  if (interaction.place.kind === 'stopped') {
    time('CompletedAt', interaction.place.completedAt);
    text('StopReason', interaction.place.reason);
  }
}

function writeHolder(interaction: Interaction): void {
  for (const party of interaction.parties) {
    if (party.kind !== 'agent') continue;
    writeAgent(party);
    return;
  }
  const { place } = interaction;
  const where = place.kind === 'snapshot-lock' ? place.behind : place;
  if (where.kind === 'workbin') text('WorkbinTypeId', where.workbin.type);
}

function writeAgent(party: AgentParty): void {
  text('AgentId', party.agentId);
  text('PlaceId', party.placeId);
}

function text(name: SystemPropertyName, value: string): void {
  if (value === '') return;
  writer.bytes(PROPERTY_KEYS[name]);
  writer.str(value);
  count++;
}

function number(name: SystemPropertyName, value: number): void {
  writer.bytes(PROPERTY_KEYS[name]);
  writer.int(value);
  count++;
}

function time(name: SystemPropertyName, value: number): void {
  if (value === 0) return;
  writer.bytes(PROPERTY_KEYS[name]);
  writer.timestamp(value);
  count++;
}

function list(name: SystemPropertyName, value: Packed | null): void {
  if (value === null) return;
  writer.bytes(PROPERTY_KEYS[name]);
  writer.raw(value);
  count++;
}
