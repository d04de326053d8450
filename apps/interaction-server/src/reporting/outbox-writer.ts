import { type EventDefinition, type Packed, Writer } from '@ixn/protocol';
import type { Actor, EffectAttributes, Report } from '../engine/effects.ts';
import { type Interaction, interactionState } from '../state/interaction.ts';
import type { AgentParty } from '../state/party.ts';
import {
  ACTOR_KINDS,
  FLAG_HELD,
  FLAG_LOCKED,
  FLAG_ONLINE,
  OUTBOX_VERSION,
  RECORD_EVENT,
  RECORD_INTERACTION,
  RECORD_STRING,
} from './outbox-format.ts';

/** What was written of an interaction, so that a change of it is written again. */
interface Written {
  readonly index: number;
  readonly externalId: string;
  readonly parentId: string;
  readonly userData: Packed;
}

/** Gathers the reporting events of the open batch as the body of its outbox row. */
export class OutboxWriter {
  readonly #writer = new Writer(64 * 1024);
  readonly #strings = new Map<string, number>();
  readonly #interactions = new Map<Interaction, Written>();
  #interactionCount = 0;
  #count = 0;
  /** Index of the empty string, which most events need several times; -1: not written yet. */
  #empty = -1;
  #baseTime = 0;
  #nextSequence = 0;
  #withUserData: boolean;

  /** `withUserData`: some event logger asks for user data. */
  constructor(withUserData = false) {
    this.#withUserData = withUserData;
  }

  /** Events gathered since the last {@link take}. */
  get count(): number {
    return this.#count;
  }

  /** From the next body on. */
  set withUserData(value: boolean) {
    this.#withUserData = value;
  }

  append(report: Report): void {
    const writer = this.#writer;
    if (this.#count === 0) this.#begin(report);
    else if (report.sequence !== this.#nextSequence) {
      throw new Error(`EventSequence ${report.sequence} follows ${this.#nextSequence - 1}`);
    }
    this.#nextSequence = report.sequence + 1;
    this.#count++;
    const { interaction, actor } = report;
    const index = interaction === null ? -1 : this.#interaction(interaction);
    const queue = interaction === null ? 0 : this.#string(interaction.queue);
    const assignedTo = interaction === null ? 0 : this.#string(interaction.assignedTo);
    const handler = interaction === null ? null : handlingAgent(interaction);
    const agentId = this.#string(handler?.agentId ?? '');
    const placeId = this.#string(handler?.placeId ?? '');
    const workbin = this.#string(interaction === null ? '' : workbinType(interaction));
    const workflowState = this.#string(interaction?.workflowState ?? '');
    const actorA = this.#string(actorFirst(actor));
    const actorB = this.#string(actorSecond(actor));
    writer.array(interaction === null ? 8 : 21);
    writer.int(RECORD_EVENT);
    writer.int(report.event.code);
    writer.int(report.time - this.#baseTime);
    if (interaction === null) writer.nil();
    else {
      writer.int(index);
      writer.int(stateBits(interaction));
      writer.int(queue);
      this.#time(interaction.movedToQueueAt);
      this.#time(interaction.placedInQueueAt);
      this.#time(interaction.deliveredAt);
      this.#time(interaction.assignedAt);
      writer.int(assignedTo);
      this.#time(interaction.abandonedAt);
      writer.int(interaction.priority);
      writer.int(agentId);
      writer.int(placeId);
      writer.int(workbin);
      writer.int(workflowState);
    }
    writer.int(ACTOR_NUMBERS[actor.kind]);
    writer.int(actorA);
    writer.int(actorB);
    writeOwn(writer, report.event, report.own);
  }

  /** The body of the outbox row; empty when nothing was gathered. Starts the next one. */
  take(): Uint8Array {
    if (this.#count === 0) return EMPTY;
    const body = this.#writer.copy();
    this.#writer.reset();
    this.#strings.clear();
    this.#interactions.clear();
    this.#interactionCount = 0;
    this.#count = 0;
    this.#empty = -1;
    return body;
  }

  #begin(report: Report): void {
    this.#baseTime = report.time;
    this.#writer.int(OUTBOX_VERSION);
    this.#writer.int(report.sequence);
    this.#writer.int(report.time);
  }

  #interaction(interaction: Interaction): number {
    const known = this.#interactions.get(interaction);
    if (
      known !== undefined &&
      known.externalId === interaction.externalId &&
      known.parentId === interaction.parentId &&
      (!this.#withUserData || known.userData === interaction.userData)
    ) {
      return known.index;
    }
    const mediaType = this.#string(interaction.mediaType);
    const type = this.#string(interaction.type);
    const subtype = this.#string(interaction.subtype);
    const submittedBy = this.#string(interaction.submittedBy);
    const writer = this.#writer;
    writer.array(12);
    writer.int(RECORD_INTERACTION);
    writer.str(interaction.id);
    writer.int(interaction.submitSeq);
    writer.int(mediaType);
    writer.int(type);
    writer.int(subtype);
    writer.str(interaction.externalId);
    writer.str(interaction.parentId);
    writer.int(submittedBy);
    this.#time(interaction.receivedAt);
    this.#time(interaction.submittedAt);
    if (this.#withUserData) writer.bin(Buffer.from(interaction.userData, 'latin1'));
    else writer.nil();
    const { externalId, parentId, userData } = interaction;
    const index = this.#interactionCount++;
    this.#interactions.set(interaction, { index, externalId, parentId, userData });
    return index;
  }

  #string(text: string): number {
    if (text === '' && this.#empty >= 0) return this.#empty;
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const index = this.#strings.size;
    this.#strings.set(text, index);
    if (text === '') this.#empty = index;
    this.#writer.array(2);
    this.#writer.int(RECORD_STRING);
    this.#writer.str(text);
    return index;
  }

  #time(ms: number): void {
    if (ms === 0) this.#writer.nil();
    else this.#writer.int(ms - this.#baseTime);
  }
}

const EMPTY = new Uint8Array(0);

const ACTOR_NUMBERS: Readonly<Record<Actor['kind'], number>> = {
  server: ACTOR_KINDS.indexOf('server'),
  agent: ACTOR_KINDS.indexOf('agent'),
  router: ACTOR_KINDS.indexOf('router'),
  client: ACTOR_KINDS.indexOf('client'),
};

function stateBits(interaction: Interaction): number {
  return (
    interactionState(interaction) |
    (interaction.isOnline ? FLAG_ONLINE : 0) |
    (interaction.isHeld ? FLAG_HELD : 0) |
    (interaction.place.kind === 'snapshot-lock' ? FLAG_LOCKED : 0)
  );
}

function handlingAgent(interaction: Interaction): AgentParty | null {
  for (const party of interaction.parties) if (party.kind === 'agent') return party;
  return null;
}

function workbinType(interaction: Interaction): string {
  const { place } = interaction;
  return place.kind === 'workbin' ? place.workbin.type : '';
}

function actorFirst(actor: Actor): string {
  switch (actor.kind) {
    case 'agent':
      return actor.agentId;
    case 'router':
      return actor.routerId;
    case 'client':
      return actor.clientName;
    case 'server':
      return '';
  }
}

function actorSecond(actor: Actor): string {
  switch (actor.kind) {
    case 'agent':
      return actor.placeId;
    case 'router':
      return actor.strategyId;
    default:
      return '';
  }
}

type Fields = EventDefinition['schema']['fields'];

/** Attributes that the record itself holds, whatever the event. */
const RECORDED: ReadonlySet<string> = new Set(['EventTime', 'EventSequence', 'Actor', 'Interaction']);
/** A map of fewer pairs than this has its count in its first byte. */
const SMALL_MAP = 16;
const FIRST_BYTE_OF_MAP = 0x80;

const ownFields = new Map<EventDefinition, Fields>();

/** What an event declares beside what the record holds. */
function ownFieldsOf(event: EventDefinition): Fields {
  let fields = ownFields.get(event);
  if (fields === undefined) {
    fields = event.schema.fields.filter(({ name }) => !RECORDED.has(name));
    if (fields.length >= SMALL_MAP) throw new Error(`${event.name} has too many attributes of its own`);
    ownFields.set(event, fields);
  }
  return fields;
}

/** Writes the attributes that the engine gave, by the kinds that the event declares. */
function writeOwn(writer: Writer, event: EventDefinition, own: EffectAttributes): void {
  const fields = ownFieldsOf(event);
  const start = writer.pos;
  writer.map(0);
  let count = 0;
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] as Fields[number];
    const value = own[field.name];
    if (value === undefined) continue;
    count++;
    writer.bytes(field.key);
    field.kind.encode(writer, value);
  }
  writer.buffer[start] = FIRST_BYTE_OF_MAP + count;
}
