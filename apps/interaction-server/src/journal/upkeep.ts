import type { Timer } from '@ixn/protocol';
import { CompletedPartitions } from './completed-partitions.ts';
import type { Database } from './database.ts';
import { LeaseLost } from './errors.ts';
import { Link } from './link.ts';
import { type OutboxRetention, OutboxTrim } from './outbox-trim.ts';
import type { Session } from './session.ts';
import { describeError } from './sqlstate.ts';

/** What is kept, and for how long. Changed live. */
export interface Retention {
  /** ms that ids of stopped interactions stay (`completed-retention`). */
  completed: number;
  outbox: OutboxRetention;
}

/** ms between looks at the outbox, and at the partitions. */
const OUTBOX_INTERVAL = 1_000;
const PARTITION_INTERVAL = 60_000;

/** After a step the database rests this many times as long as the step took, so that commits hardly notice. */
const REST = 2;
const SHORTEST_REST = 5;

/**
 * Keeps the tables from growing: trims the outbox, makes and drops partitions. On a connection of its own, in small steps, fenced like
 * every write. Whatever fails is tried again at the next look.
 *
 *   resting → working → resting;  any → closed
 */
export class Upkeep {
  readonly #database: Database;
  readonly #retention: Retention;
  readonly #wallClock: () => number;
  readonly #link: Link;
  readonly #partitions: CompletedPartitions;
  readonly #trim: OutboxTrim;
  readonly #onLost: (error: LeaseLost) => void;
  #timer: Timer | undefined;
  #partitionsDue = -Infinity;
  #working: Promise<void> = Promise.resolve();
  #closed = false;

  /** `wallClock`: ms since 1970, the clock that `completedAt` is read from. */
  constructor(
    database: Database,
    epoch: number,
    retention: Retention,
    wallClock: () => number,
    onLost: (error: LeaseLost) => void,
  ) {
    this.#database = database;
    this.#retention = retention;
    this.#wallClock = wallClock;
    this.#onLost = onLost;
    this.#link = new Link(database, 'upkeep', { enable_seqscan: 'off' }).open();
    this.#partitions = new CompletedPartitions(database, epoch);
    this.#trim = new OutboxTrim(epoch);
  }

  get backend(): number | undefined {
    return this.#link.session?.pid;
  }

  /** Makes the partitions that are needed now, then works by itself. */
  async start(): Promise<void> {
    await this.cover(this.#wallClock());
    this.#plan(OUTBOX_INTERVAL);
  }

  /** Whether rows completed at `time` have a partition. */
  covers(time: number): boolean {
    return this.#partitions.covers(time);
  }

  /** Makes the partition for `time`, however long that takes. Rejects with LeaseLost or JournalClosed. */
  async cover(time: number): Promise<void> {
    await this.#alone(async () => {
      for (;;) {
        const session = await this.#link.up();
        try {
          await this.#partitions.cover(session, time, this.#retention.completed);
          return;
        } catch (error) {
          if (error instanceof LeaseLost) throw error;
          this.#database.log.warn({ reason: describeError(error) }, 'partition of completed interactions not made');
          await this.#rest(this.#database.settings.reconnectPauseMs);
        }
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    await this.#link.close();
  }

  #plan(delay: number): void {
    if (this.#closed) return;
    this.#timer = this.#database.clock.after(delay, () => void this.#look());
  }

  async #look(): Promise<void> {
    const session = this.#link.session;
    try {
      if (session !== undefined) await this.#alone(() => this.#work(session));
    } catch (error) {
      if (error instanceof LeaseLost) {
        this.#onLost(error);
        return;
      }
      if (!this.#closed) this.#database.log.warn({ reason: describeError(error) }, 'upkeep of the tables failed');
    }
    this.#plan(OUTBOX_INTERVAL);
  }

  async #work(session: Session): Promise<void> {
    const { clock } = this.#database;
    if (clock.now() >= this.#partitionsDue) {
      const now = this.#wallClock();
      await this.#partitions.cover(session, now, this.#retention.completed);
      await this.#partitions.dropBefore(session, now - this.#retention.completed);
      this.#partitionsDue = clock.now() + PARTITION_INTERVAL;
    }
    for (let more = true; more && !this.#closed;) {
      const startedAt = clock.now();
      more = await this.#trim.step(session, this.#retention.outbox);
      if (more) await this.#rest(Math.max(SHORTEST_REST, (clock.now() - startedAt) * REST));
    }
  }

  /** One thing at a time on the one connection. */
  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => undefined);
    return done;
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#database.clock.after(ms, resolve);
    });
  }
}
