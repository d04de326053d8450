import { type Clock, systemClock } from '@ixn/protocol';
import type { Batch } from '../state/batch.ts';
import type { CompletedInteraction } from '../state/interaction.ts';
import { CompletedLookup } from './completed-lookup.ts';
import { configurationValues, readConfiguration, type SavedConfiguration } from './configuration.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { syncCustomColumns } from './custom-column-sync.ts';
import { type CustomColumn, customColumns, type CustomProperty } from './custom-columns.ts';
import type { Database, JournalLog } from './database.ts';
import { JournalClosed, LeaseLost, SchemaRefused } from './errors.ts';
import { type CommitState, GroupCommit } from './group-commit.ts';
import { holderName } from './holder-name.ts';
import { LEASE_TIMES, LeaseHolder, type LeaseListener, type LeaseTimes } from './lease-holder.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './migrations.ts';
import { recover, type Recovered, type RecoveryListener } from './recovery.ts';
import { readRowTypes } from './row-types.ts';
import { openSession, type Session } from './session.ts';
import { readStatement } from './sql-text.ts';
import { describeError, isLasting } from './sqlstate.ts';
import { DatabaseStatistics } from './statistics.ts';
import { type Retention, Upkeep } from './upkeep.ts';

export interface JournalSettings {
  readonly connection: ConnectionSettings;
  readonly tenant: string;
  /** Read again at each look: may be changed live. */
  readonly retention: Retention;
  /** Other than {@link LEASE_TIMES}: for tests. */
  readonly lease?: LeaseTimes;
}

/** What the journal tells its owner. None of them may throw. */
export interface JournalListener {
  /** Another server holds the lease; this one waits. `expiresIn` in ms. */
  waiting(holder: string, epoch: number, expiresIn: number): void;
  /** A batch is durable. `ms` from its encoding on. */
  committed(ms: number, batch: Batch): void;
  /** The lease is lost: answer nothing any more, and end. */
  fatal(error: Error): void;
}

/** Pause before what failed at the start is tried again; doubled up to the reconnect pause. ms. */
const FIRST_PAUSE = 50;

const configurationLoad = readStatement('configuration-load');
const configurationSave = readStatement('configuration-save');

/**
 * The server's storage in PostgreSQL.
 *
 *   new → waiting → open       {@link open}: the lease is acquired, the schema brought up to date
 *   open → recovered           {@link recover}
 *   recovered → committing     {@link commit}, one batch at a time
 *   any → closed               {@link close}: the lease is given back
 *   any → failed               the lease is lost, or a batch is refused for good: told once, the owner ends
 *
 * Nothing new may be applied while {@link inDoubt}: a batch's outcome is unknown, the database is away, or the lease is past its
 * deadline.
 */
export class Journal {
  readonly statistics = new DatabaseStatistics();
  readonly #database: Database;
  readonly #settings: JournalSettings;
  readonly #listener: JournalListener;
  readonly #wallClock: () => number;
  readonly #lease: LeaseHolder;
  #commits: GroupCommit | undefined;
  #lookup: CompletedLookup | undefined;
  #upkeep: Upkeep | undefined;
  #custom: readonly CustomColumn[] = [];
  #doubtListeners: ((inDoubt: boolean) => void)[] = [];
  #wasInDoubt = true;
  #closed = false;
  #failed = false;

  constructor(
    settings: JournalSettings,
    log: JournalLog,
    listener: JournalListener,
    clock: Clock = systemClock,
    wallClock: () => number = Date.now,
  ) {
    this.#settings = settings;
    this.#listener = listener;
    this.#wallClock = wallClock;
    this.#database = { settings: settings.connection, holder: holderName(), clock, log, statistics: this.statistics };
    const leaseListener: LeaseListener = {
      waiting: (holder, epoch, expiresIn) => {
        log.info({ holder, epoch, expiresIn }, 'another server holds the lease');
        listener.waiting(holder, epoch, expiresIn);
      },
      validAgain: () => this.#tellDoubt(),
      lost: (error) => this.#fail(error),
    };
    const times = settings.lease ?? LEASE_TIMES;
    this.#lease = new LeaseHolder(this.#database, settings.tenant, () => this.#backends(), leaseListener, times);
  }

  /** Name of this process in the lease. */
  get holder(): string {
    return this.#database.holder;
  }

  /** Epoch of the lease; 0 before it is held. Generated ids and batches carry it. */
  get epoch(): number {
    return this.#lease.epoch;
  }

  get state(): CommitState {
    return this.#commits?.state ?? 'lost';
  }

  /**
   * Waits until the lease is held and the schema is right, however long that takes. Rejects with {@link SchemaRefused} when this
   * release cannot work on the schema, {@link JournalClosed} after {@link close}.
   */
  async open(): Promise<void> {
    const migrations = readMigrations();
    // Only what the lease needs: the rest waits until no other server works on the schema.
    await this.#persist('schema not checked', () => migrate(this.#database, migrations.slice(0, 1)));
    await this.#lease.acquire();
    await this.#persist('schema not checked', () => migrate(this.#database, migrations));
    const types = await this.#persist('types of rows not read', () => this.#once(readRowTypes));
    this.#commits = new GroupCommit(this.#database, this.epoch, types, this.#custom, {
      stateChanged: () => this.#doubtMayHaveChanged(),
      committed: (ms, batch) => this.#listener.committed(ms, batch),
    });
    this.#lookup = new CompletedLookup(this.#database);
    const { retention } = this.#settings;
    this.#upkeep = new Upkeep(this.#database, this.epoch, retention, this.#wallClock, (error) => this.#fail(error));
    await this.#upkeep.start();
    await this.#commits.connected();
  }

  /** Whether anything may be answered now: false once the lease is past its deadline. */
  valid(): boolean {
    return this.#lease.valid();
  }

  /** Whether the outcome of a sent batch is unknown, the database is away, or the lease is past its deadline. */
  inDoubt(): boolean {
    return this.#commits?.state !== 'ready' || !this.#lease.valid();
  }

  /** Calls `listener` when {@link inDoubt} has changed. That the deadline passed is told with the next change. */
  onDoubt(listener: (inDoubt: boolean) => void): void {
    this.#doubtListeners.push(listener);
  }

  /** Both of the below: before anything is recovered or committed. */
  async useCustomProperties(properties: readonly CustomProperty[]): Promise<void> {
    await this.prepareCustomProperties(properties);
    this.switchCustomProperties(properties);
  }

  /**
   * Adds the columns and indexes that custom properties need, while batches go on. Throws ColumnRefused, with nothing changed, when
   * one cannot have its column.
   */
  async prepareCustomProperties(properties: readonly CustomProperty[]): Promise<void> {
    await syncCustomColumns(this.#database, customColumns(properties));
  }

  /**
   * From the next batch, or recovery, on `Interaction.custom` is in the order of these properties, which were prepared. To be called when
   * the engine takes them over: a batch encoded before has the old order, one encoded after the new.
   */
  switchCustomProperties(properties: readonly CustomProperty[]): void {
    this.#custom = customColumns(properties);
    this.#commits?.useCustomColumns(this.#custom);
  }

  /** Reads back everything that is live. Rejects when the database is lost meanwhile. */
  recover(listener: RecoveryListener): Promise<Recovered> {
    return recover(this.#database, this.#custom, listener);
  }

  /**
   * Resolves once the batch is durable and the lease valid, however long that takes. Rejects only when it never can be: LeaseLost,
   * JournalRefused, or JournalClosed. One call at a time.
   */
  async commit(batch: Batch): Promise<void> {
    const { commits, upkeep } = this.#opened();
    const uncovered = batch.completed.filter(({ completedAt }) => !upkeep.covers(completedAt));
    await commits.commit(batch, uncovered.length === 0 ? undefined : coverAll(upkeep, uncovered));
    if (!this.#lease.valid()) await this.#lease.whenValid();
  }

  /** Stopped interactions by id; those that are not known are missing. Rejects when the database does not answer in time. */
  findCompleted(ids: readonly string[]): Promise<ReadonlyMap<string, CompletedInteraction>> {
    return this.#opened().lookup.find(ids);
  }

  /** The configuration to start from when the configuration service cannot be reached. */
  async loadConfiguration(): Promise<SavedConfiguration | undefined> {
    return this.#once(async (session) => {
      const [row] = await session.query(configurationLoad, []);
      return readConfiguration(row);
    });
  }

  /** Keeps a configuration that was found good. */
  async saveConfiguration(version: string, document: string): Promise<void> {
    await this.#once(async (session) => {
      const rows = await session.query(configurationSave, configurationValues(this.epoch, version, document));
      if (rows.length === 0) throw new LeaseLost('the lease is lost: the configuration was not saved');
    });
  }

  /** Ends everything and gives the lease back. What was given to {@link commit} before must have ended. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([this.#upkeep?.close(), this.#lookup?.close(), this.#commits?.close()]);
    await this.#lease.release();
  }

  /** Tries until it works. What cannot work is thrown. */
  async #persist<T>(failure: string, work: () => Promise<T>): Promise<T> {
    const { clock, log, settings } = this.#database;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, settings.reconnectPauseMs)) {
      if (this.#closed) throw new JournalClosed('the journal was closed before it was open');
      try {
        const result = await work();
        if (!this.#closed) return result;
      } catch (error) {
        if (error instanceof SchemaRefused) throw error;
        if (isLasting(error)) throw new SchemaRefused(`${failure}: ${describeError(error)}`, { cause: error });
        if (!this.#closed) log.warn({ reason: describeError(error), retryMs: pause }, failure);
      }
      await new Promise<void>((resolve) => {
        clock.after(pause, resolve);
      });
    }
  }

  async #once<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = await openSession(this.#database, 'start');
    try {
      return await work(session);
    } finally {
      await session.end();
    }
  }

  #opened(): { commits: GroupCommit; lookup: CompletedLookup; upkeep: Upkeep } {
    const [commits, lookup, upkeep] = [this.#commits, this.#lookup, this.#upkeep];
    if (commits === undefined || lookup === undefined || upkeep === undefined)
      throw new Error('the journal is not open');
    return { commits, lookup, upkeep };
  }

  #fail(error: Error): void {
    if (this.#failed || this.#closed) return;
    this.#failed = true;
    this.#listener.fatal(error);
  }

  #backends(): readonly number[] {
    const pids = [this.#commits?.backend, this.#lookup?.backend, this.#upkeep?.backend];
    return pids.filter((pid) => pid !== undefined);
  }

  #doubtMayHaveChanged(): void {
    if (this.inDoubt() !== this.#wasInDoubt) this.#tellDoubt();
  }

  #tellDoubt(): void {
    const inDoubt = this.inDoubt();
    this.#wasInDoubt = inDoubt;
    for (const listener of this.#doubtListeners) listener(inDoubt);
  }
}

async function coverAll(upkeep: Upkeep, completed: readonly CompletedInteraction[]): Promise<void> {
  for (const { completedAt } of completed) if (!upkeep.covers(completedAt)) await upkeep.cover(completedAt);
}
