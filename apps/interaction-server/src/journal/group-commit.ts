import type { Batch } from '../state/batch.ts';
import { BatchEncoder, type EncodedBatch } from './batch-encoding.ts';
import type { CustomColumn } from './custom-columns.ts';
import type { Database } from './database.ts';
import { JournalRefused, LeaseLost } from './errors.ts';
import { Link } from './link.ts';
import { OUTBOX_KEY } from './outbox.ts';
import type { RowTypes } from './row-types.ts';
import type { Session, SessionSettings } from './session.ts';
import { describeError, DIVISION_BY_ZERO, isLasting, sqlstate, violatesKey } from './sqlstate.ts';

/**
 * `ready`: the database is there and everything sent is known to be durable or under way without trouble. `in doubt`: a batch was
 * sent and its outcome is unknown. `lost`: the database is away, and nothing is in doubt.
 */
export type CommitState = 'ready' | 'in doubt' | 'lost';

export interface CommitListener {
  /** {@link GroupCommit.state} has changed. */
  stateChanged(state: CommitState): void;
  /** A batch is durable. `ms` from its encoding on. */
  committed(ms: number, batch: Batch): void;
}

/**
 * The plan of a batch never changes: every row is found by its key. Without these settings a moment of bad statistics can turn it into a
 * scan of a million rows.
 */
const PLAN_SETTINGS: SessionSettings = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_bitmapscan: 'off',
  plan_cache_mode: 'force_generic_plan',
};

/** Pauses before a batch is sent again, ms: doubled up to the settings' reconnect pause. */
const FIRST_PAUSE = 20;

/** Transaction rolled back, object in use: the connection is as good as before. */
const HARMLESS_CLASSES: ReadonlySet<string> = new Set(['40', '55']);

/**
 * Commits batches in their order, one at a time:
 *
 *   idle → sent                  encoded once, sent as one statement
 *   sent → idle                  the answer says that it is durable
 *   sent → in doubt              the connection is lost, no answer came in time, or the database cannot do it now
 *   in doubt → sent              connected again: the same bytes are sent again
 *   in doubt → idle              its own key is there already: it had been committed
 *   sent → refused               the database never will take it: {@link JournalRefused}
 *   sent → fenced                the epoch is no longer ours: {@link LeaseLost}
 */
export class GroupCommit {
  readonly #database: Database;
  readonly #epoch: number;
  readonly #types: RowTypes;
  readonly #listener: CommitListener;
  readonly #link: Link;
  #encoder: BatchEncoder;
  #busy = false;
  /** A batch was sent and has failed, or its connection has: what became of it is unknown. */
  #doubt = false;
  /** Where the batch under way was sent, until it is answered. */
  #sentOn: Session | undefined;
  #state: CommitState = 'lost';

  constructor(
    database: Database,
    epoch: number,
    types: RowTypes,
    custom: readonly CustomColumn[],
    listener: CommitListener,
  ) {
    this.#database = database;
    this.#epoch = epoch;
    this.#listener = listener;
    this.#types = types;
    this.#encoder = new BatchEncoder(types, custom);
    const changed = (): void => this.#stateMayHaveChanged();
    this.#link = new Link(database, 'commit', PLAN_SETTINGS, { up: changed, down: changed }).open();
  }

  get state(): CommitState {
    return this.#state;
  }

  /** Process id of the backend, when there is one. */
  get backend(): number | undefined {
    return this.#link.session?.pid;
  }

  /** Resolves when the database is there. */
  async connected(): Promise<void> {
    await this.#link.up();
  }

  /** Custom properties from the next batch on. */
  useCustomColumns(custom: readonly CustomColumn[]): void {
    this.#encoder = new BatchEncoder(this.#types, custom);
  }

  /**
   * Resolves when the batch is durable. Rejects with {@link JournalRefused}, {@link LeaseLost} or, after {@link close}, JournalClosed.
   * The batch is encoded before this returns: what changes later belongs to the next one. It is sent after `prepared`.
   */
  async commit(batch: Batch, prepared?: Promise<void>): Promise<void> {
    if (this.#busy) throw new Error(`batch ${batch.number} was given while another was under way`);
    this.#busy = true;
    const startedAt = this.#database.clock.now();
    try {
      const encoded = this.#encode(batch);
      if (prepared !== undefined) await prepared;
      await this.#send(batch, encoded);
    } finally {
      this.#busy = false;
      this.#sentOn = undefined;
      this.#doubt = false;
      this.#stateMayHaveChanged();
    }
    this.#listener.committed(this.#database.clock.now() - startedAt, batch);
  }

  async close(): Promise<void> {
    await this.#link.close();
  }

  #encode(batch: Batch): EncodedBatch {
    try {
      return this.#encoder.encode(batch, this.#epoch);
    } catch (error) {
      throw new JournalRefused(
        `batch ${batch.number} of epoch ${this.#epoch} cannot be encoded: ${describeError(error)}`,
        {
          cause: error,
        },
      );
    }
  }

  async #send(batch: Batch, encoded: EncodedBatch): Promise<void> {
    let pause = FIRST_PAUSE;
    for (let attempt = 1; ; attempt++) {
      const session = this.#link.session ?? (await this.#link.up());
      this.#sentOn = session;
      try {
        const rows = await session.execute(encoded.statement, encoded.message);
        if (rows > 0) return;
        throw new LeaseLost(
          `another server has taken over: batch ${batch.number} of epoch ${this.#epoch} was not written`,
        );
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        if (attempt > 1 && violatesKey(error, OUTBOX_KEY)) return;
        if (isLasting(error)) throw this.#refused(batch, error);
        this.#doubt = true;
        if (!HARMLESS_CLASSES.has(sqlstate(error)?.slice(0, 2) ?? '')) session.destroy();
        this.#stateMayHaveChanged();
        this.#database.log.warn({ batch: batch.number, attempt, reason: describeError(error) }, 'batch in doubt');
        await this.#pause(pause);
        pause = Math.min(pause * 2, this.#database.settings.reconnectPauseMs);
      }
    }
  }

  #refused(batch: Batch, error: unknown): JournalRefused {
    const which = `batch ${batch.number} of epoch ${this.#epoch}`;
    if (sqlstate(error) === DIVISION_BY_ZERO) {
      return new JournalRefused(
        `${which} updates or deletes interactions that are not in the database: memory and database disagree`,
      );
    }
    return new JournalRefused(`the database refuses ${which} for good: ${describeError(error)}`);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#database.clock.after(ms, resolve);
    });
  }

  #stateMayHaveChanged(): void {
    const { session } = this.#link;
    if (this.#sentOn !== undefined && this.#sentOn !== session) this.#doubt = true;
    const state = this.#doubt ? 'in doubt' : session === undefined ? 'lost' : 'ready';
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.stateChanged(state);
  }
}
