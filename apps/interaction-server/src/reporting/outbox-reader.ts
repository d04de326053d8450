import { messageByCode, type Packed, packTrusted, Reader, readMap } from '@ixn/protocol';
import {
  ACTOR_KINDS,
  FLAG_HELD,
  FLAG_LOCKED,
  FLAG_ONLINE,
  OUTBOX_VERSION,
  type OutboxActor,
  type OutboxEvent,
  type OutboxInteraction,
  RECORD_EVENT,
  RECORD_INTERACTION,
  RECORD_STRING,
} from './outbox-format.ts';

/** What an `[1, …]` record says. */
type Constant = Pick<
  OutboxInteraction,
  | 'id'
  | 'submitSeq'
  | 'mediaType'
  | 'type'
  | 'subtype'
  | 'externalId'
  | 'parentId'
  | 'submittedBy'
  | 'receivedAt'
  | 'submittedAt'
  | 'userData'
>;

/**
 * The events of one outbox row, in order of their EventSequence. Throws an Error for a body that is not one: the database holds
 * what a server wrote, so that is a damaged row or a newer version.
 */
export function readOutbox(body: Uint8Array): OutboxEvent[] {
  if (body.length === 0) return [];
  return new BodyReader(body).events();
}

class BodyReader {
  readonly #reader = new Reader();
  readonly #strings: string[] = [];
  readonly #interactions: Constant[] = [];
  #baseTime = 0;
  #sequence = 0;

  constructor(body: Uint8Array) {
    this.#reader.reset(Buffer.from(body.buffer, body.byteOffset, body.byteLength), 0, body.length);
  }

  events(): OutboxEvent[] {
    const reader = this.#reader;
    const version = this.#int();
    if (version !== OUTBOX_VERSION)
      throw new Error(`outbox body of version ${version}, this release reads ${OUTBOX_VERSION}`);
    this.#sequence = this.#int();
    this.#baseTime = this.#int();
    const events: OutboxEvent[] = [];
    while (reader.pos < reader.end) {
      reader.array();
      const record = this.#int();
      if (record === RECORD_STRING) this.#strings.push(this.#text());
      else if (record === RECORD_INTERACTION) this.#interactions.push(this.#constant());
      else if (record === RECORD_EVENT) events.push(this.#event());
      else throw new Error(`outbox body with a record of kind ${record}`);
    }
    if (reader.error !== undefined) throw new Error(`damaged outbox body: ${reader.detail}`);
    return events;
  }

  #constant(): Constant {
    return {
      id: this.#text(),
      submitSeq: this.#int(),
      mediaType: this.#string(),
      type: this.#string(),
      subtype: this.#string(),
      externalId: this.#text(),
      parentId: this.#text(),
      submittedBy: this.#string(),
      receivedAt: this.#time(),
      submittedAt: this.#time(),
      userData: this.#userData(),
    };
  }

  #event(): OutboxEvent {
    const code = this.#int();
    const event = messageByCode(code);
    if (event?.kind !== 'event') throw new Error(`outbox body with an event of unknown code ${code}`);
    const time = this.#baseTime + this.#int();
    const interaction = this.#reader.nil() ? null : this.#interaction();
    return {
      event,
      sequence: this.#sequence++,
      time,
      interaction,
      actor: this.#actor(),
      own: readMap(this.#reader),
    };
  }

  #interaction(): OutboxInteraction {
    const index = this.#int();
    const constant = this.#interactions[index];
    if (constant === undefined) throw new Error(`outbox body without interaction ${index}`);
    const bits = this.#int();
    return {
      ...constant,
      state: bits & 3,
      isOnline: (bits & FLAG_ONLINE) !== 0,
      isHeld: (bits & FLAG_HELD) !== 0,
      isLocked: (bits & FLAG_LOCKED) !== 0,
      queue: this.#string(),
      movedToQueueAt: this.#time(),
      placedInQueueAt: this.#time(),
      deliveredAt: this.#time(),
      assignedAt: this.#time(),
      assignedTo: this.#string(),
      abandonedAt: this.#time(),
      priority: this.#int(),
      agentId: this.#string(),
      placeId: this.#string(),
      workbinTypeId: this.#string(),
      workflowState: this.#string(),
    };
  }

  #actor(): OutboxActor {
    const kind = ACTOR_KINDS[this.#int()];
    const first = this.#string();
    const second = this.#string();
    switch (kind) {
      case 'agent':
        return { AgentId: first, PlaceId: second };
      case 'router':
        return { RouterId: first, StrategyId: second };
      case 'client':
        return { ClientName: first };
      default:
        return {};
    }
  }

  #int(): number {
    return Number(this.#reader.int());
  }

  #text(): string {
    this.#reader.str();
    return this.#reader.buffer.toString('utf8', this.#reader.first, this.#reader.last);
  }

  #string(): string {
    const index = this.#int();
    const text = this.#strings[index];
    if (text === undefined) throw new Error(`outbox body without string ${index}`);
    return text;
  }

  #time(): number {
    return this.#reader.nil() ? 0 : this.#baseTime + this.#int();
  }

  #userData(): Packed | null {
    if (this.#reader.nil()) return null;
    this.#reader.bin();
    return packTrusted(this.#reader.buffer, this.#reader.first, this.#reader.last);
  }
}
