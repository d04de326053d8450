import type { AgentSession } from '../../src/state/agent-session.ts';
import {
  type CompletedInteraction,
  createInteraction,
  type CustomValue,
  type Interaction,
  type InteractionRecord,
} from '../../src/state/interaction.ts';

/** Columns that a row of kind `moved` writes (journal/interactions.ts). */
const MOVED = [
  'queue',
  'movedToQueueAt',
  'placedInQueueAt',
  'deliveredAt',
  'assignedAt',
  'assignedTo',
  'abandonedAt',
  'place',
  'parties',
  'invitations',
  'retry',
] as const satisfies readonly (keyof InteractionRecord)[];

/** Rows as the journal would write them: what the engine does not say, it does not learn. */
export class Rows {
  readonly interactions = new Map<string, InteractionRecord>();
  readonly completed = new Map<string, CompletedInteraction>();
  readonly agents = new Map<string, AgentSession>();
  /** Values of custom columns by InteractionId and column. They outlive the configuration of their column. */
  readonly #custom = new Map<string, Map<string, CustomValue>>();
  readonly #columns: () => readonly string[];
  readonly #created = new Set<Interaction>();
  readonly #moved = new Set<Interaction>();
  readonly #changed = new Set<Interaction>();

  /** `columns`: the custom columns that are configured now. */
  constructor(columns: () => readonly string[]) {
    this.#columns = columns;
  }

  created(interaction: Interaction): void {
    this.#created.add(interaction);
  }

  moved(interaction: Interaction): void {
    this.#moved.add(interaction);
  }

  changed(interaction: Interaction): void {
    this.#changed.add(interaction);
  }

  completedOne(interaction: Interaction, completed: CompletedInteraction): void {
    for (const open of [this.#created, this.#moved, this.#changed]) open.delete(interaction);
    this.interactions.delete(interaction.id);
    if (this.completed.has(completed.id)) throw new Error(`${completed.id} is stopped twice`);
    this.completed.set(completed.id, structuredClone(completed));
  }

  agentSaved(session: AgentSession): void {
    this.agents.set(`${session.agentId} ${session.placeId}`, structuredClone({ ...session, client: 0 }));
  }

  agentRemoved(session: AgentSession): void {
    this.agents.delete(`${session.agentId} ${session.placeId}`);
  }

  /** A batch: rows are written as the interactions are now. */
  commit(): void {
    for (const interaction of this.#created) {
      if (this.interactions.has(interaction.id)) throw new Error(`${interaction.id} is created twice`);
      this.interactions.set(interaction.id, recordOf(interaction));
      this.#setCustom(interaction);
    }
    for (const interaction of this.#changed) {
      this.#update(interaction, recordOf(interaction));
      this.#setCustom(interaction);
    }
    for (const interaction of this.#moved) {
      if (this.#created.has(interaction) || this.#changed.has(interaction)) continue;
      const all: Readonly<Record<string, unknown>> = { ...recordOf(interaction) };
      this.#update(interaction, Object.fromEntries(MOVED.map((name) => [name, all[name]])));
    }
    for (const open of [this.#created, this.#moved, this.#changed]) open.clear();
  }

  #update(interaction: Interaction, changes: Partial<InteractionRecord>): void {
    const row = this.interactions.get(interaction.id);
    if (row === undefined) throw new Error(`${interaction.id} has no row`);
    this.interactions.set(interaction.id, { ...row, ...changes });
  }

  #setCustom({ id, custom }: Interaction): void {
    const values = this.#custom.get(id) ?? new Map<string, CustomValue>();
    this.#columns().forEach((column, at) => values.set(column, custom[at] ?? null));
    this.#custom.set(id, values);
  }

  /** A row as it is read: with the custom columns that are configured now. */
  row(id: string): InteractionRecord | undefined {
    const row = this.interactions.get(id);
    if (row === undefined) return undefined;
    return {
      ...structuredClone(row),
      custom: this.#columns().map((column) => this.#custom.get(id)?.get(column) ?? null),
    };
  }

  /** What recovery reads. */
  *read(): Generator<Interaction> {
    for (const id of this.interactions.keys()) yield createInteraction(this.row(id) as InteractionRecord);
  }
}

export function recordOf(interaction: Interaction): InteractionRecord {
  const { timers: _, ...rest } = interaction;
  return structuredClone(rest);
}
