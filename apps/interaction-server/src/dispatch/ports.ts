import type { RequestDefinition } from '@ixn/protocol';
import type { Command } from '../engine/command.ts';
import type { Effects } from '../engine/effects.ts';
import type { Batch, Counters } from '../state/batch.ts';
import type { CompletedInteraction } from '../state/interaction.ts';

/** What the dispatcher needs of the journal. */
export interface BatchJournal {
  /**
   * Resolves once the batch is durable, however long that takes. Rejects only when it never can be: the lease is lost, or the
   * database refuses it for good. One call at a time.
   */
  commit(batch: Batch): Promise<void>;
  /** Whether the outcome of a sent batch is unknown, or the database is away: nothing new is applied. */
  inDoubt(): boolean;
  /** Called whenever {@link inDoubt} changes. */
  onDoubt(listener: (inDoubt: boolean) => void): void;
  /** Looks up stopped interactions by id. Rejects when the database does not answer in time. */
  findCompleted(ids: readonly string[]): Promise<ReadonlyMap<string, CompletedInteraction>>;
}

/** Right to write the tenant's database, as far as this process's own clock can tell. */
export interface LeaseView {
  valid(): boolean;
}

/** Gathers the reporting events of the open batch in the outbox format. */
export interface EventGatherer {
  readonly count: number;
  /** Bytes of the events since the last call. */
  take(): Uint8Array;
}

/** The engine with its state, as the dispatcher drives it. */
export interface EnginePort {
  apply(command: Command, now: number, effects: Effects): void;
  /** When the next timer falls due (ms); Infinity: none. */
  nextDue(): number;
  /** Id of a stopped interaction that must be looked up before the request can be applied, or null. */
  needsFacts(message: RequestDefinition, attributes: Readonly<Record<string, unknown>>): string | null;
  counters(): Counters;
}
