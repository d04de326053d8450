import type { AgentSession } from '../state/agent-session.ts';
import type { Batch, Counters } from '../state/batch.ts';
import type { CompletedInteraction, Interaction } from '../state/interaction.ts';

/** What has to be written since the last cut. Filled by the engine's effects, cut when the journal is free. */
export class OpenBatch {
  #number = 1;
  #created = new Set<Interaction>();
  #moved = new Set<Interaction>();
  #changed = new Set<Interaction>();
  #deleted = new Set<Interaction>();
  #completed: CompletedInteraction[] = [];
  /** By agent and place; what was said last about a session counts. */
  #agents = new Map<string, { readonly session: AgentSession; readonly removed: boolean }>();

  /** Rows and sessions touched; reporting events alone count through `eventCount` of {@link cut}. */
  get rows(): number {
    return this.#created.size + this.#moved.size + this.#changed.size + this.#completed.length + this.#agents.size;
  }

  created(interaction: Interaction): void {
    this.#created.add(interaction);
  }

  moved(interaction: Interaction): void {
    if (!this.#created.has(interaction) && !this.#changed.has(interaction)) this.#moved.add(interaction);
  }

  changed(interaction: Interaction): void {
    if (this.#created.has(interaction)) return;
    this.#moved.delete(interaction);
    this.#changed.add(interaction);
  }

  completed(interaction: Interaction, completed: CompletedInteraction): void {
    this.#completed.push(completed);
    if (this.#created.delete(interaction)) return;
    this.#moved.delete(interaction);
    this.#changed.delete(interaction);
    this.#deleted.add(interaction);
  }

  agentSaved(session: AgentSession): void {
    this.#agents.set(agentKey(session), { session, removed: false });
  }

  agentRemoved(session: AgentSession): void {
    this.#agents.set(agentKey(session), { session, removed: true });
  }

  /** Hands over what has gathered and starts the next batch. */
  cut(events: Uint8Array, eventCount: number, counters: Counters): Batch {
    const agentsSaved = new Set<AgentSession>();
    const agentsRemoved = new Set<AgentSession>();
    for (const { session, removed } of this.#agents.values()) (removed ? agentsRemoved : agentsSaved).add(session);
    const batch: Batch = {
      number: this.#number++,
      created: this.#created,
      moved: this.#moved,
      changed: this.#changed,
      deleted: this.#deleted,
      completed: this.#completed,
      agentsSaved,
      agentsRemoved,
      events,
      eventCount,
      counters,
    };
    this.#created = new Set();
    this.#moved = new Set();
    this.#changed = new Set();
    this.#deleted = new Set();
    this.#completed = [];
    this.#agents = new Map();
    return batch;
  }
}

function agentKey(session: AgentSession): string {
  return `${session.agentId}\0${session.placeId}`;
}
