import type { Timer } from '@ixn/protocol';
import type { Database } from './database.ts';
import { JournalClosed, LeaseLost, SchemaRefused } from './errors.ts';
import { type Claim, endSessionsOf, type LeaseRow, raiseEpoch, release, renew, seeLease } from './lease.ts';
import { Link } from './link.ts';
import type { Session } from './session.ts';
import { describeError } from './sqlstate.ts';

/** Times of the lease, in ms. */
export interface LeaseTimes {
  /** From a renewal to the expiry, by the database's clock. */
  readonly duration: number;
  /** Between renewals. */
  readonly renewal: number;
  /** From the sending of the last renewal that succeeded until nothing may be answered any more. Less than `duration`. */
  readonly deadline: number;
  /** Between the looks of a server that waits. */
  readonly poll: number;
}

export const LEASE_TIMES: LeaseTimes = { duration: 5_000, renewal: 1_000, deadline: 4_000, poll: 500 };

export interface LeaseListener {
  /** Another server holds the lease; said once for each. `expiresIn` in ms. */
  waiting(holder: string, epoch: number, expiresIn: number): void;
  /** It may be answered again after {@link LeaseHolder.valid} was false. */
  validAgain(): void;
  /** Another server has raised the epoch. */
  lost(error: LeaseLost): void;
}

/**
 * The right to write the tenant's database and to answer its clients.
 *
 *   waiting → held       it was free or had expired: the old holder's sessions are ended, the epoch is raised
 *   held → overdue       no renewal has succeeded in time: nothing may be answered. Needs no step: the clock decides
 *   overdue → held       a renewal succeeded: nobody has taken over meanwhile
 *   held, overdue → lost another server has raised the epoch
 *   any → released
 *
 * Renewals have a connection of their own. They change no key column of the row, so they neither wait for a batch, which holds it FOR
 * KEY SHARE, nor make one wait; raising the epoch changes the key and waits for a batch of the old epoch to end.
 */
export class LeaseHolder {
  readonly #database: Database;
  readonly #tenant: string;
  readonly #times: LeaseTimes;
  readonly #backends: () => readonly number[];
  readonly #listener: LeaseListener;
  readonly #link: Link;
  #mode: 'waiting' | 'held' | 'lost' | 'released' = 'waiting';
  #epoch = 0;
  /** On the clock of the database settings. Nothing may be answered from then on. */
  #deadline = -Infinity;
  #renewing = false;
  #timer: Timer | undefined;
  #pollEnd: (() => void) | undefined;
  #validWaiters: { resolve: () => void; reject: (error: Error) => void }[] = [];

  constructor(
    database: Database,
    tenant: string,
    backends: () => readonly number[],
    listener: LeaseListener,
    times: LeaseTimes = LEASE_TIMES,
  ) {
    this.#database = database;
    this.#tenant = tenant;
    this.#backends = backends;
    this.#listener = listener;
    this.#times = times;
    this.#link = new Link(database, 'lease', {}, { up: () => this.#renewSoon(), down: () => undefined });
  }

  /** 0 before the lease is held. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Whether anything may be answered now. */
  valid(): boolean {
    return this.#mode === 'held' && this.#database.clock.now() < this.#deadline;
  }

  /** Resolves when {@link valid} is true. Rejects with {@link LeaseLost}, or {@link JournalClosed}. */
  whenValid(): Promise<void> {
    if (this.valid()) return Promise.resolve();
    if (this.#mode === 'lost') return Promise.reject(this.#lostError());
    if (this.#mode === 'released') return Promise.reject(new JournalClosed('the journal is closed'));
    return new Promise((resolve, reject) => this.#validWaiters.push({ resolve, reject }));
  }

  /** Waits until the lease is ours, however long that takes. Rejects with {@link SchemaRefused} or {@link JournalClosed}. */
  async acquire(): Promise<void> {
    let told = '';
    this.#link.open();
    while (this.#mode === 'waiting') {
      const session = await this.#link.up();
      let wait = this.#times.poll;
      try {
        const seen = await seeLease(session, this.#tenant);
        if (seen.expiresIn <= 0) {
          if (await this.#take(session, seen)) return;
        } else {
          wait = Math.min(wait, Math.max(1, seen.expiresIn));
          const key = `${seen.epoch} ${seen.holder}`;
          if (told !== key) this.#listener.waiting(seen.holder, seen.epoch, Math.round(seen.expiresIn));
          told = key;
        }
      } catch (error) {
        if (error instanceof SchemaRefused) throw error;
        this.#database.log.warn({ reason: describeError(error) }, 'lease not read');
      }
      await this.#pause(wait);
    }
    throw new JournalClosed('the journal was closed before it had the lease');
  }

  async #take(session: Session, seen: LeaseRow): Promise<boolean> {
    const { clock, holder, log } = this.#database;
    const ended = await this.#endSessionsOf(session, seen);
    const sentAt = clock.now();
    const epoch = await raiseEpoch(session, seen, this.#claim());
    if (epoch === undefined || this.#mode !== 'waiting') return false;
    this.#epoch = epoch;
    this.#mode = 'held';
    this.#deadline = sentAt + this.#times.deadline;
    log.info({ epoch, holder, before: seen.holder, sessionsEnded: ended }, 'lease acquired');
    this.#plan(this.#times.renewal);
    return true;
  }

  /** Without the right to end them the takeover goes on: it waits for what they have under way. */
  async #endSessionsOf(session: Session, seen: LeaseRow): Promise<number> {
    try {
      return await endSessionsOf(session, seen, this.#database.holder);
    } catch (error) {
      if (session.ended) throw error;
      this.#database.log.warn(
        { holder: seen.holder, reason: describeError(error) },
        'sessions of the old holder not ended',
      );
      return 0;
    }
  }

  /** Gives the lease back, so that a server that waits takes over at once, and closes the connection. */
  async release(): Promise<void> {
    const held = this.#mode === 'held';
    if (this.#mode !== 'lost') this.#mode = 'released';
    this.#timer?.cancel();
    this.#pollEnd?.();
    this.#rejectWaiters(new JournalClosed('the journal is closed'));
    const session = this.#link.session;
    if (held && session !== undefined) {
      try {
        await release(session, this.#epoch);
        this.#database.log.info({ epoch: this.#epoch }, 'lease released');
      } catch (error) {
        this.#database.log.warn({ reason: describeError(error) }, 'lease not released: it will expire');
      }
    }
    await this.#link.close();
  }

  #claim(): Claim {
    const own = this.#link.session?.pid;
    const others = this.#backends();
    return {
      holder: this.#database.holder,
      backends: own === undefined ? others : [own, ...others],
      duration: this.#times.duration,
    };
  }

  #plan(delay: number): void {
    this.#timer?.cancel();
    if (this.#mode === 'held') this.#timer = this.#database.clock.after(delay, () => void this.#renew());
  }

  /** The connection is there again: no need to wait for the timer. */
  #renewSoon(): void {
    if (this.#mode === 'held' && !this.#renewing) this.#plan(0);
  }

  async #renew(): Promise<void> {
    const session = this.#link.session;
    // Without a connection there is nothing to do: the link calls as soon as it is back.
    if (session === undefined || this.#renewing) return;
    this.#renewing = true;
    const sentAt = this.#database.clock.now();
    try {
      // Two that are not answered fit before the deadline.
      const timeout = (this.#times.deadline - this.#times.renewal) / 2;
      const ours = await renew(session, this.#epoch, this.#claim(), timeout);
      this.#renewing = false;
      if (ours) this.#renewed(sentAt);
      else this.#lose();
    } catch (error) {
      this.#renewing = false;
      if (this.#mode !== 'held') return;
      this.#database.log.warn({ reason: describeError(error) }, 'lease not renewed');
      // A session that failed is replaced, and the new one renews at once; one that is still good tries again soon.
      if (this.#link.session === session && !session.ended) this.#plan(this.#times.renewal / 4);
    }
  }

  #renewed(sentAt: number): void {
    if (this.#mode !== 'held') return;
    const wasValid = this.valid();
    this.#deadline = sentAt + this.#times.deadline;
    this.#plan(Math.max(0, sentAt + this.#times.renewal - this.#database.clock.now()));
    if (!this.valid()) return;
    const waiters = this.#validWaiters;
    this.#validWaiters = [];
    for (const { resolve } of waiters) resolve();
    if (!wasValid) {
      this.#database.log.warn({ epoch: this.#epoch }, 'lease renewed after its deadline: nobody had taken over');
      this.#listener.validAgain();
    }
  }

  #lose(): void {
    if (this.#mode !== 'held') return;
    this.#mode = 'lost';
    this.#timer?.cancel();
    const error = this.#lostError();
    this.#rejectWaiters(error);
    this.#listener.lost(error);
  }

  #lostError(): LeaseLost {
    return new LeaseLost(`another server has taken over: the lease of epoch ${this.#epoch} is lost`);
  }

  #rejectWaiters(error: Error): void {
    const waiters = this.#validWaiters;
    this.#validWaiters = [];
    for (const { reject } of waiters) reject(error);
  }

  #pause(ms: number): Promise<void> {
    if (this.#mode !== 'waiting') return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#database.clock.after(ms, resolve);
      this.#pollEnd = () => {
        timer.cancel();
        resolve();
      };
    });
  }
}
