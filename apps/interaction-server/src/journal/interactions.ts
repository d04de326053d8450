import { type Packed, Reader, Writer } from '@ixn/protocol';
import { createInteraction, type CustomValue, type Interaction } from '../state/interaction.ts';
import type { AgentParty, Party } from '../state/party.ts';
import { type InQueue, type Place, PLACE_NUMBERS } from '../state/place.ts';
import { BinaryArray } from './binary-array.ts';
import type { BinaryRow } from './binary-row.ts';
import { type Columns, makeColumns, resetColumns } from './columns.ts';
import { readCourse, writeCourse } from './course.ts';
import type { CustomColumn } from './custom-columns.ts';

const writer = new Writer(1024);
const reader = new Reader();

/** Rows of the table `interactions` that a batch writes, column by column. */
export class InteractionRows {
  /** By the names of the queries' parameters, custom properties among them. */
  readonly columns: Columns;
  readonly #system = makeColumns({
    id: 'text',
    submit_seq: 'bigint',
    priority: 'bigint',
    received_at: 'timestamptz',
    submitted_at: 'timestamptz',
    moved_to_queue_at: 'timestamptz',
    placed_in_queue_at: 'timestamptz',
    delivered_at: 'timestamptz',
    assigned_at: 'timestamptz',
    abandoned_at: 'timestamptz',
    place: 'smallint',
    is_online: 'boolean',
    is_held: 'boolean',
    media_type: 'text',
    type: 'text',
    subtype: 'text',
    queue: 'text',
    external_id: 'text',
    parent_id: 'text',
    submitted_by: 'text',
    assigned_to: 'text',
    agent_id: 'text',
    place_id: 'text',
    workbin_type_id: 'text',
    workflow_state: 'text',
    destinations: 'bytea',
    out_queues: 'bytea',
    course: 'bytea',
    user_data: 'bytea',
  });
  readonly #custom: readonly BinaryArray[];

  constructor(customColumns: readonly CustomColumn[]) {
    this.#custom = customColumns.map(({ type }) => new BinaryArray(type));
    this.columns = {
      ...this.#system,
      ...Object.fromEntries(this.#custom.map((array, index) => [`custom_${index}`, array])),
    };
  }

  /** Number of rows so far. */
  get count(): number {
    return this.#system.id.count;
  }

  reset(): void {
    resetColumns(this.columns);
  }

  /** What a deletion needs. */
  addId(interaction: Interaction): void {
    this.#system.id.text(interaction.id);
  }

  /** What a change of place, parties, times or retry record writes. */
  addMoved(interaction: Interaction): void {
    const columns = this.#system;
    const { place } = interaction;
    columns.id.text(interaction.id);
    columns.place.smallint(PLACE_NUMBERS[place.kind]);
    columns.queue.textOrNull(interaction.queue);
    columns.moved_to_queue_at.timeOrNull(interaction.movedToQueueAt);
    columns.placed_in_queue_at.timeOrNull(interaction.placedInQueueAt);
    columns.delivered_at.timeOrNull(interaction.deliveredAt);
    columns.assigned_at.timeOrNull(interaction.assignedAt);
    columns.abandoned_at.timeOrNull(interaction.abandonedAt);
    columns.assigned_to.textOrNull(interaction.assignedTo);
    const owner = owningAgent(interaction.parties);
    columns.agent_id.textOrNull(owner?.agentId ?? '');
    columns.place_id.textOrNull(owner?.placeId ?? '');
    columns.workbin_type_id.textOrNull(workbinType(place));
    writer.reset();
    writeCourse(writer, interaction);
    columns.course.bytes(writer.buffer, 0, writer.pos);
  }

  /** All that can change after the submission. */
  addChanged(interaction: Interaction): void {
    const columns = this.#system;
    this.addMoved(interaction);
    columns.priority.bigint(interaction.priority);
    columns.is_online.bool(interaction.isOnline);
    columns.is_held.bool(interaction.isHeld);
    columns.external_id.textOrNull(interaction.externalId);
    columns.parent_id.textOrNull(interaction.parentId);
    columns.workflow_state.textOrNull(interaction.workflowState);
    columns.user_data.packed(interaction.userData);
    this.#addCustom(interaction.custom);
  }

  /** The whole row. */
  addCreated(interaction: Interaction): void {
    const columns = this.#system;
    this.addChanged(interaction);
    columns.submit_seq.bigint(interaction.submitSeq);
    columns.received_at.timeOrNull(interaction.receivedAt);
    columns.submitted_at.timeOrNull(interaction.submittedAt);
    columns.media_type.textOrNull(interaction.mediaType);
    columns.type.textOrNull(interaction.type);
    columns.subtype.textOrNull(interaction.subtype);
    columns.submitted_by.textOrNull(interaction.submittedBy);
    addPacked(columns.destinations, interaction.inQueues);
    addPacked(columns.out_queues, interaction.outQueues);
  }

  #addCustom(values: readonly CustomValue[]): void {
    const arrays = this.#custom;
    for (let index = 0; index < arrays.length; index++) {
      const array = arrays[index] as BinaryArray;
      const value = values[index] ?? null;
      if (value === null) array.null();
      else if (typeof value === 'string') array.text(value);
      else if (array.type === 'timestamptz') array.time(value);
      else array.float(value);
    }
  }
}

function addPacked(column: BinaryArray, value: Packed | null): void {
  if (value === null) column.null();
  else column.packed(value);
}

/** The first agent that takes part and does not only coach or monitor: AgentId and PlaceId of the interaction. */
function owningAgent(parties: readonly Party[]): AgentParty | undefined {
  for (const party of parties) if (party.kind === 'agent' && party.visibility === 'Conference') return party;
  return undefined;
}

function workbinType(place: Place): string {
  return place.kind === 'workbin' ? place.workbin.type : '';
}

/**
 * Makes interactions of the rows of `recover-interactions.sql`. Texts that many share (queues, media types, …) and the places of
 * those that wait in a queue become one object each: a million rows would hold a million copies.
 */
export class InteractionReader {
  readonly #custom: readonly CustomColumn[];
  readonly #texts = new Map<string, string>();
  readonly #queues = new Map<string, InQueue>();

  constructor(customColumns: readonly CustomColumn[]) {
    this.#custom = customColumns;
  }

  /** Throws an Error that names the interaction when the row cannot be read. */
  read(row: BinaryRow): Interaction {
    const id = row.text();
    const submitSeq = row.bigint();
    const priority = row.bigint();
    const receivedAt = row.time();
    const submittedAt = row.time();
    const movedToQueueAt = row.time();
    const placedInQueueAt = row.time();
    const deliveredAt = row.time();
    const assignedAt = row.time();
    const abandonedAt = row.time();
    const placeNumber = row.smallint();
    const isOnline = row.bool();
    const isHeld = row.bool();
    const mediaType = this.#shared(row.text());
    const type = this.#shared(row.text());
    const subtype = this.#shared(row.text());
    const queue = this.#shared(row.text());
    const externalId = row.text();
    const parentId = row.text();
    const submittedBy = this.#shared(row.text());
    const assignedTo = this.#shared(row.text());
    const workflowState = this.#shared(row.text());
    const inQueues = row.packedOrNull();
    const outQueues = row.packedOrNull();
    const userData = row.packed();
    row.next();
    const course = this.#course(id, row, placeNumber, queue);
    const custom = this.#readCustom(row);
    return createInteraction({
      id,
      submitSeq,
      externalId,
      parentId,
      mediaType,
      type,
      subtype,
      submittedBy,
      receivedAt,
      submittedAt,
      isOnline,
      isHeld,
      queue,
      movedToQueueAt,
      placedInQueueAt,
      deliveredAt,
      assignedAt,
      assignedTo,
      abandonedAt,
      workflowState,
      inQueues,
      outQueues,
      priority,
      userData,
      custom,
      place: course.place,
      parties: course.parties,
      invitations: course.invitations,
      retry: course.retry,
    });
  }

  #course(id: string, row: BinaryRow, place: number, queue: string): ReturnType<typeof readCourse> {
    try {
      return readCourse(reader, row.bytes, row.start, row.end, place, this.#inQueue(queue));
    } catch (error) {
      throw new Error(`interaction ${id} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  #readCustom(row: BinaryRow): readonly CustomValue[] {
    if (this.#custom.length === 0) return NO_VALUES;
    return this.#custom.map(({ type }) => {
      if (type === 'text') return row.textOrNull();
      return type === 'timestamptz' ? row.timeOrNull() : row.floatOrNull();
    });
  }

  #shared(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }

  #inQueue(queue: string): InQueue {
    let place = this.#queues.get(queue);
    if (place === undefined) {
      place = { kind: 'queue', queue };
      this.#queues.set(queue, place);
    }
    return place;
  }
}

const NO_VALUES: readonly CustomValue[] = Object.freeze([]);
