import {
  type EventDefinition,
  pack,
  type RequestDefinition,
  type Packed,
  unpack,
  type KvInputMap,
} from '@ixn/protocol';
import { apply, nextDue } from '../../src/engine/apply.ts';
import type { Command, Facts } from '../../src/engine/command.ts';
import type { TenantConfiguration } from '../../src/engine/configuration/tenant-configuration.ts';
import type { EffectAttributes, Effects, Report } from '../../src/engine/effects.ts';
import { createState, type State } from '../../src/engine/state.ts';
import type { AgentSession } from '../../src/state/agent-session.ts';
import type { Client } from '../../src/state/client.ts';
import type { CompletedInteraction, Interaction } from '../../src/state/interaction.ts';
import { needsFacts } from '../../src/engine/needs-facts.ts';
import { recover, recoverAgent } from '../../src/engine/recover.ts';
import { Rows } from './database.ts';
import { tenant } from './tenant.ts';

/** One effect, as short as tests compare it: `EventAck → media`, `EventPlacedInQueue → Rep`. */
export interface Said {
  readonly line: string;
  readonly event: EventDefinition;
  /** Client name, or `Rep`. */
  readonly to: string;
  /** ReferenceId of an answer, 0 for what nobody asked for. */
  readonly referenceId: number;
  readonly attributes: EffectAttributes;
  readonly report?: Report;
}

export const START = Date.UTC(2025, 0, 6, 9);

type Attributes = Readonly<Record<string, unknown>>;

/** An engine with clients by name, and a record of its effects. */
export class World implements Effects {
  state: State;
  readonly said: Said[] = [];
  /** Rows written, as they were said. */
  readonly rows: string[] = [];
  readonly database = new Rows(() => this.state.configuration.customProperties.map(({ column }) => column));
  readonly closed: string[] = [];
  now = START;
  #reference = 100;
  #clients = 0;
  readonly #names = new Map<number, string>();
  readonly #ids = new Map<string, number>();

  constructor(configuration: TenantConfiguration = tenant(), listening = true) {
    const counters = { eventSequence: 0, submitSeq: 0, ticket: 0 };
    this.state = createState({ configuration, epoch: 7, counters, maxAnswerSize: 1_000_000 });
    this.state.now = this.now;
    if (listening) this.apply({ kind: 'listening' });
  }

  apply(command: Command): void {
    apply(this.state, command, this.now, this);
    this.database.commit();
  }

  /** A new server on the same database, without clients. It does not listen yet. */
  restart(configuration: TenantConfiguration = this.state.configuration): void {
    const { counters, epoch } = this.state;
    this.#ids.clear();
    this.state = createState({ configuration, epoch: epoch + 1, counters, maxAnswerSize: 1_000_000, now: this.now });
    for (const session of this.database.agents.values()) recoverAgent(this.state, structuredClone(session));
    for (const interaction of this.database.read()) recover(this.state, interaction);
  }

  /** Registers a client; its name stands for it from now on, and for the newest of that name. */
  register(name: string, type: Client['type'], propertyChanges = false): number {
    const id = ++this.#clients;
    const client: Client = { id, name, type, propertyChanges };
    this.#names.set(id, this.#ids.has(name) ? `${name}#${id}` : name);
    this.#ids.set(name, id);
    this.apply({ kind: 'register', client, referenceId: ++this.#reference });
    return id;
  }

  /**
   * Sends a request and returns its ReferenceId. Attributes that are not named are undefined, as after decoding. Facts are looked up in
   * the database unless they are given.
   */
  ask(from: string | number, message: RequestDefinition, attributes: Attributes, facts?: Facts): number {
    const referenceId = ++this.#reference;
    const client = typeof from === 'number' ? from : this.idOf(from);
    const decoded: Record<string, unknown> = {};
    for (const [name, { presence, fallback }] of Object.entries(message.attributes)) {
      decoded[name] = attributes[name] ?? (presence === 'default' ? fallback : undefined);
    }
    const wanted = needsFacts(this.state, message, decoded);
    const known = wanted === null ? {} : { completed: this.database.completed.get(wanted) ?? null };
    this.apply({ kind: 'request', client, referenceId, message, attributes: decoded, facts: facts ?? known });
    return referenceId;
  }

  /** The newest client of a name. */
  idOf(name: string): number {
    return this.#ids.get(name) as number;
  }

  disconnect(name: string): void {
    this.apply({ kind: 'disconnect', client: this.idOf(name) });
  }

  /** Lets time pass; timers fire as they fall due. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (let due = nextDue(this.state); due <= end; due = nextDue(this.state)) {
      this.now = Math.max(this.now, due);
      this.apply({ kind: 'due' });
    }
    this.now = end;
    this.state.now = end;
  }

  /** What was said since the last call, a line each. */
  lines(): string[] {
    return this.take().map(({ line }) => line);
  }

  take(): Said[] {
    return this.said.splice(0);
  }

  forget(): void {
    this.said.length = 0;
    this.rows.length = 0;
  }

  /** The last answer to a request. */
  answerTo(referenceId: number): Said {
    const found = this.said.findLast((said) => said.referenceId === referenceId);
    if (found === undefined) throw new Error(`no answer to ${referenceId}`);
    return found;
  }

  interaction(id: string): Interaction {
    const found = this.state.interactions.get(id);
    if (found === undefined) throw new Error(`${id} is not live`);
    return found;
  }

  answer(client: number, referenceId: number, event: EventDefinition, attributes: EffectAttributes): void {
    this.#say(this.#names.get(client) ?? String(client), referenceId, event, attributes);
  }

  send(client: number, event: EventDefinition, attributes: EffectAttributes): void {
    this.#say(this.#names.get(client) ?? String(client), 0, event, attributes);
  }

  close(client: number): void {
    this.closed.push(this.#names.get(client) ?? String(client));
  }

  report(report: Report): void {
    const { event, own } = report;
    this.said.push({ line: `${event.name} → Rep`, event, to: 'Rep', referenceId: 0, attributes: own, report });
  }

  created(interaction: Interaction): void {
    this.rows.push(`created ${interaction.id}`);
    this.database.created(interaction);
  }

  moved(interaction: Interaction): void {
    this.rows.push(`moved ${interaction.id}`);
    this.database.moved(interaction);
  }

  changed(interaction: Interaction): void {
    this.rows.push(`changed ${interaction.id}`);
    this.database.changed(interaction);
  }

  completed(interaction: Interaction, completed: CompletedInteraction): void {
    this.rows.push(`completed ${interaction.id}`);
    this.database.completedOne(interaction, completed);
  }

  agentSaved(session: AgentSession): void {
    this.rows.push(`agent saved ${session.agentId} ${session.placeId}`);
    this.database.agentSaved(session);
  }

  agentRemoved(session: AgentSession): void {
    this.rows.push(`agent removed ${session.agentId} ${session.placeId}`);
    this.database.agentRemoved(session);
  }

  #say(to: string, referenceId: number, event: EventDefinition, attributes: EffectAttributes): void {
    this.said.push({ line: `${event.name} → ${to}`, event, to, referenceId, attributes });
  }
}

export function kv(map: KvInputMap): Packed {
  return pack(map);
}

/** A packed attribute as an object. */
export function opened(packed: unknown): Readonly<Record<string, unknown>> {
  return unpack(packed as Packed);
}
