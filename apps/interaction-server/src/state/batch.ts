import type { AgentSession } from './agent-session.ts';
import type { CompletedInteraction, Interaction } from './interaction.ts';

/** Counters that never go back, over restarts too. Each is the last number given. */
export interface Counters {
  readonly eventSequence: number;
  readonly submitSeq: number;
  readonly ticket: number;
}

/**
 * What one transaction writes. The dispatcher fills it while the one before is on its way; the journal encodes it when it is sent,
 * so an interaction that changed several times is written once, as it is then.
 */
export interface Batch {
  /** Number within the epoch, from 1, without gaps. */
  readonly number: number;
  /** Rows to insert. */
  readonly created: ReadonlySet<Interaction>;
  /** Rows of which only place, parties, times and retry record changed. */
  readonly moved: ReadonlySet<Interaction>;
  /** Rows to write whole. */
  readonly changed: ReadonlySet<Interaction>;
  /** Rows to delete (only those that exist), and what is kept of each. */
  readonly deleted: ReadonlySet<Interaction>;
  readonly completed: readonly CompletedInteraction[];
  readonly agentsSaved: ReadonlySet<AgentSession>;
  readonly agentsRemoved: ReadonlySet<AgentSession>;
  /** Reporting events in the outbox format; and how many are in here. */
  readonly events: Uint8Array;
  readonly eventCount: number;
  /** Where the engine's counters stand after this batch; recovery goes on from the newest row's. */
  readonly counters: Counters;
}
