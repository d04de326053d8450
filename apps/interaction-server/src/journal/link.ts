import type { Timer } from '@ixn/protocol';
import type { Database, Purpose } from './database.ts';
import { JournalClosed } from './errors.ts';
import { openSession, type Session, type SessionSettings } from './session.ts';

/** Pause before the second attempt to connect; doubled until the settings' reconnect pause. ms. */
const FIRST_PAUSE = 50;

/** A connection that ends sooner than this is no reason to hurry. ms. */
const SHORT_LIFE = 1_000;

/** Told when the connection is there, and when it is gone. */
export interface LinkListener {
  up(session: Session): void;
  down(): void;
}

/**
 * A connection that is replaced when it is lost:
 *
 *   new → connecting      {@link open}
 *   connecting → up      the database was reached
 *   up → connecting      the connection ended; the first attempt is made at once, unless it had hardly begun
 *   connecting → pausing → connecting   it cannot be reached: pauses double up to the reconnect pause
 *   any → closed
 */
export class Link {
  readonly #database: Database;
  readonly #purpose: Purpose;
  readonly #settings: SessionSettings;
  readonly #listener: LinkListener | undefined;
  #session: Session | undefined;
  #waiting: { resolve: (session: Session) => void; reject: (error: Error) => void }[] = [];
  #pause = FIRST_PAUSE;
  #connectedAt = 0;
  #timer: Timer | undefined;
  #lostAt: number | undefined;
  #opened = false;
  #closed = false;

  constructor(database: Database, purpose: Purpose, settings: SessionSettings = {}, listener?: LinkListener) {
    this.#database = database;
    this.#purpose = purpose;
    this.#settings = settings;
    this.#listener = listener;
  }

  /** Starts to connect, unless it did before. */
  open(): this {
    if (!this.#opened) void this.#connect();
    this.#opened = true;
    return this;
  }

  /** The connection, when there is one at the moment. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** Waits for the connection, however long that takes. Rejects with {@link JournalClosed}. */
  up(): Promise<Session> {
    if (this.#closed) return Promise.reject(new JournalClosed('the journal is closed'));
    if (this.#session !== undefined) return Promise.resolve(this.#session);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.cancel();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(new JournalClosed('the journal is closed'));
    await this.#session?.end();
  }

  async #connect(): Promise<void> {
    let session: Session;
    try {
      session = await openSession(this.#database, this.#purpose, this.#settings);
    } catch (error) {
      this.#failed(error);
      return;
    }
    if (this.#closed) {
      await session.end();
      return;
    }
    if (session.ended) this.#failed(new Error('the connection ended at once'));
    else this.#connected(session);
  }

  #connected(session: Session): void {
    const { clock, log } = this.#database;
    if (this.#lostAt !== undefined) {
      log.info({ purpose: this.#purpose, ms: Math.round(clock.now() - this.#lostAt) }, 'database reached again');
    }
    this.#lostAt = undefined;
    this.#connectedAt = clock.now();
    this.#session = session;
    session.onEnd(() => this.#ended());
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#listener?.up(session);
    for (const { resolve } of waiting) resolve(session);
  }

  #ended(): void {
    this.#session = undefined;
    if (this.#closed) return;
    const { clock, log } = this.#database;
    this.#lostAt = clock.now();
    log.warn({ purpose: this.#purpose }, 'database connection lost');
    this.#listener?.down();
    if (clock.now() - this.#connectedAt < SHORT_LIFE) {
      this.#connectLater();
      return;
    }
    this.#pause = FIRST_PAUSE;
    void this.#connect();
  }

  #failed(error: unknown): void {
    if (this.#closed) return;
    const { clock, log } = this.#database;
    this.#lostAt ??= clock.now();
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ purpose: this.#purpose, reason, retryMs: this.#pause }, 'database not reached');
    this.#connectLater();
  }

  #connectLater(): void {
    const { clock, settings } = this.#database;
    this.#timer = clock.after(this.#pause, () => void this.#connect());
    this.#pause = Math.min(this.#pause * 2, settings.reconnectPauseMs);
  }
}
