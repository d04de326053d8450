/** What a client did about an interaction, as the ledger outside the server has it. */
export type Step = 'submit' | 'pull' | 'deliver' | 'accept' | 'stop' | 'place';

/**
 * One request and its fate. Times are ms of the recorder's clock.
 *
 *   acked    the server said it is done: it must be so for ever
 *   refused  the server said it did not do it
 *   unknown  sent, and no answer came: done or not done, but not twice
 */
export interface Act {
  readonly step: Step;
  readonly interactionId: string;
  /** Router, agent or media server. */
  readonly by: string;
  readonly sentAt: number;
  readonly outcome: 'acked' | 'refused' | 'unknown';
  readonly endedAt: number;
}

/** A reporting event, in the order of the outbox. */
export interface HistoryEvent {
  readonly sequence: number;
  readonly epoch: number;
  readonly name: string;
  readonly interactionId: string | null;
  /** Party of EventPartyAdded, EventPartyRemoved, EventAccepted …: agent or router. */
  readonly party: string;
  readonly queue: string;
}

/** What the database holds when all is over. */
export interface FinalState {
  /** Live rows: id → kind of place. */
  readonly live: ReadonlyMap<string, string>;
  /** Ids of completed rows, as often as they stand there. */
  readonly completed: readonly string[];
}

export interface History {
  readonly acts: readonly Act[];
  /** All events since the beginning; the outbox has kept them all. */
  readonly events: readonly HistoryEvent[];
  readonly final: FinalState;
}
