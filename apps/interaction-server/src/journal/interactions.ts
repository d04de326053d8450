import { Reader, Writer } from '@ixn/protocol';
import { createInteraction, type CustomValue, type Interaction } from '../state/interaction.ts';
import type { AgentParty, Party } from '../state/party.ts';
import { type InQueue, PLACE_NUMBERS } from '../state/place.ts';
import type { RecordArray, ValueArray } from './binary-array.ts';
import type { BinaryRow } from './binary-row.ts';
import { readCourse, writeCourse } from './course.ts';
import type { CustomColumn } from './custom-columns.ts';

const writer = new Writer(1024);
const reader = new Reader();

/** What a change of place, parties, times or retry record writes: a row of type `interaction_moved`. */
export function addMoved(rows: RecordArray, interaction: Interaction): void {
  rows.row();
  writeMoved(rows, interaction);
}

/** All that can change after the submission: a row of type `interaction_changed`. */
export function addChanged(rows: RecordArray, interaction: Interaction): void {
  rows.row();
  writeMoved(rows, interaction);
  writeChanged(rows, interaction);
}

/** Everything: a row of type `interaction_created`. */
export function addCreated(rows: RecordArray, interaction: Interaction): void {
  rows.row();
  writeMoved(rows, interaction);
  writeChanged(rows, interaction);
  rows.bigint(interaction.submitSeq);
  rows.timeOrNull(interaction.receivedAt);
  rows.timeOrNull(interaction.submittedAt);
  rows.textOrNull(interaction.mediaType);
  rows.textOrNull(interaction.type);
  rows.textOrNull(interaction.subtype);
  rows.textOrNull(interaction.submittedBy);
  rows.packedOrNull(interaction.inQueues);
  rows.packedOrNull(interaction.outQueues);
}

/** Values of the custom properties, one array each, in the order of the configuration. */
export function addCustom(arrays: readonly ValueArray[], values: readonly CustomValue[]): void {
  for (let index = 0; index < arrays.length; index++) {
    const array = arrays[index] as ValueArray;
    const value = values[index] ?? null;
    if (typeof value === 'string' && array.type === 'text') array.text(value);
    else if (typeof value === 'number' && array.type === 'timestamptz') array.time(value);
    else if (typeof value === 'number' && array.type === 'double precision') array.float(value);
    else array.null(array.type);
  }
}

function writeMoved(rows: RecordArray, interaction: Interaction): void {
  const { place } = interaction;
  const owner = owningAgent(interaction.parties);
  rows.text(interaction.id);
  rows.smallint(PLACE_NUMBERS[place.kind]);
  rows.textOrNull(interaction.queue);
  rows.timeOrNull(interaction.movedToQueueAt);
  rows.timeOrNull(interaction.placedInQueueAt);
  rows.timeOrNull(interaction.deliveredAt);
  rows.timeOrNull(interaction.assignedAt);
  rows.timeOrNull(interaction.abandonedAt);
  rows.textOrNull(interaction.assignedTo);
  rows.textOrNull(owner === undefined ? '' : owner.agentId);
  rows.textOrNull(owner === undefined ? '' : owner.placeId);
  rows.textOrNull(place.kind === 'workbin' ? place.workbin.type : '');
  writer.reset();
  writeCourse(writer, interaction);
  rows.bytes(writer.buffer, writer.pos);
}

function writeChanged(rows: RecordArray, interaction: Interaction): void {
  rows.bigint(interaction.priority);
  rows.bool(interaction.isOnline);
  rows.bool(interaction.isHeld);
  rows.textOrNull(interaction.externalId);
  rows.textOrNull(interaction.parentId);
  rows.textOrNull(interaction.workflowState);
  rows.packed(interaction.userData);
}

/** The first agent that takes part and does not only coach or monitor: AgentId and PlaceId of the interaction. */
function owningAgent(parties: readonly Party[]): AgentParty | undefined {
  for (const party of parties) if (party.kind === 'agent' && party.visibility === 'Conference') return party;
  return undefined;
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
