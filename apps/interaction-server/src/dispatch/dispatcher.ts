import { type ErrorName, EventError, type RequestDefinition } from '@ixn/protocol';
import type { Command, RequestCommand } from '../engine/command.ts';
import type { Client } from '../state/client.ts';
import { BatchEffects, type ReportSink } from './batch-effects.ts';
import { FactFinder } from './fact-finder.ts';
import type { Inbox } from './inbox.ts';
import { OpenBatch } from './open-batch.ts';
import type { Outlet, Release } from './outlet.ts';
import type { BatchJournal, EnginePort, EventGatherer, LeaseView } from './ports.ts';
import { refusal } from './refusal.ts';
import { WaitingLine } from './waiting-line.ts';

export interface DispatcherParts {
  readonly engine: EnginePort;
  readonly outlet: Outlet;
  readonly journal: BatchJournal;
  readonly lease: LeaseView;
  readonly sink: ReportSink & EventGatherer;
  /** ms since 1970 */
  readonly clock: () => number;
  /** Called with the number of requests that each batch serves, when it is sent. */
  readonly onBatch?: (requests: number) => void;
  /** Called once, when the server must not go on: lease lost, a batch refused for good. */
  readonly onFatal: (reason: Error) => void;
}

/** Bounds, from the application options. Changed live. */
export interface DispatcherLimits {
  /** Requests that may wait (`max-current-request-queue-size`). */
  requestQueueSize: number;
  /** ms a request may wait (`max-current-request-queue-wait`). */
  requestQueueWait: number;
}

/** What health shows. */
export interface DispatcherFigures {
  received: number;
  handled: number;
  waiting: number;
  /** ms that the last request which had to wait has waited. */
  lastWait: number;
  timersDue: number;
}

/** Rows in the open batch beyond which nothing more is applied until the batch under way is committed. */
const OPEN_BATCH_ROWS = 20_000;
/** How often waiting requests are checked for their bound in time. */
const CHECK_MS = 250;
/**
 * A process that was frozen past its lease finds out that it lost it within moments of waking up. One that has run for this many
 * checks without a valid lease cannot reach the database at all: it may say so, and answer pings.
 */
const CHECKS_AWAKE = 8;

/**
 * Where commands meet the engine, batches the journal, and answers the clients. One command at a time, in the order of arrival:
 *
 *   applying → in doubt   the outcome of a batch is unknown or the database is away: commands wait in a bounded line
 *   in doubt → applying   the outcome is known: the line is worked off
 *   applying → full       too much has gathered behind the batch under way: as in doubt, until it is committed
 *   any      → closing    drain: requests are refused, what was applied is committed
 *   any      → failed     lease lost, or a batch refused for good: nothing is answered any more; the process ends
 *
 * Group commit: at most one batch is under way. What is applied meanwhile gathers in the open batch, which leaves when the one
 * before is durable. All that was said to clients leaves with the batch that memory had reached when it was said, reads and
 * errors included, so that nobody ever hears of a state that a crash could undo. Past the lease's deadline nothing leaves.
 */
export class Dispatcher implements Inbox {
  readonly figures: DispatcherFigures = { received: 0, handled: 0, waiting: 0, lastWait: 0, timersDue: 0 };
  readonly #parts: DispatcherParts;
  readonly #limits: DispatcherLimits;
  readonly #batch = new OpenBatch();
  readonly #effects: BatchEffects;
  readonly #line: WaitingLine;
  readonly #facts: FactFinder;
  /** What may leave as soon as the lease is valid again. */
  #held: Release[] = [];
  #checksWithoutLease = 0;
  /** What leaves when the batch under way is durable; undefined: none is under way. */
  #underWay: Release[] | undefined;
  #handledBefore = 0;
  #flushPlanned = false;
  #closing = false;
  #failed = false;
  #idle: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Infinity;
  readonly #checks: NodeJS.Timeout;

  constructor(parts: DispatcherParts, limits: DispatcherLimits) {
    this.#parts = parts;
    this.#limits = limits;
    this.#effects = new BatchEffects(this.#batch, parts.outlet, parts.sink);
    this.#line = new WaitingLine(limits.requestQueueSize);
    this.#facts = new FactFinder(
      parts.journal,
      limits.requestQueueSize,
      (command, facts) => this.#take({ ...command, facts }),
      (command) => this.#refuseUnread(command, 'DatabaseUnavailable'),
    );
    parts.journal.onDoubt((inDoubt) => {
      if (inDoubt) return;
      this.#release([]);
      this.#workOff();
    });
    this.#checks = setInterval(() => this.#check(), CHECK_MS);
    this.#checks.unref();
  }

  register(client: Client, referenceId: number): void {
    this.#take({ kind: 'register', client, referenceId });
  }

  request(
    client: number,
    referenceId: number,
    message: RequestDefinition,
    attributes: Readonly<Record<string, unknown>>,
  ): void {
    this.figures.received++;
    const command: RequestCommand = { kind: 'request', client, referenceId, message, attributes, facts: NO_FACTS };
    if (this.#closing) return this.#refuseUnread(command, 'ServerStopping');
    const unknown = this.#parts.engine.needsFacts(message, attributes);
    if (unknown === null) return this.#take(command);
    if (!this.#facts.ask(unknown, command)) this.#refuseUnread(command, 'RequestQueueFull');
  }

  refuse(client: number, referenceId: number, attributes: Readonly<Record<string, unknown>>): void {
    if (this.#failed) return;
    this.#parts.outlet.say(client, EventError, referenceId, attributes);
    this.#planFlush();
  }

  disconnect(client: number): void {
    this.#take({ kind: 'disconnect', client });
  }

  mayAnswer(): boolean {
    return !this.#failed && (this.#parts.lease.valid() || this.#checksWithoutLease >= CHECKS_AWAKE);
  }

  /** Anything that is not a client's: configuration, the start of listening. */
  command(command: Command): void {
    this.#take(command);
  }

  /** Refuses new requests, commits what was applied, and resolves when all answers have left. */
  async drain(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#checks);
    clearTimeout(this.#timer);
    for (let waiting = this.#line.shift(); waiting !== undefined; waiting = this.#line.shift()) {
      if (waiting.command.kind === 'request') this.#refuseUnread(waiting.command, 'ServerStopping');
    }
    if (this.#underWay === undefined && !this.#pending()) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
      this.#planFlush();
    });
  }

  #take(command: Command): void {
    if (this.#failed) return;
    if (this.#mustWait() || this.#line.size > 0) {
      const now = this.#parts.clock();
      const taken = this.#line.push(command, now);
      if (!taken && (command.kind === 'request' || command.kind === 'register')) {
        this.#refuseUnread(command, 'RequestQueueFull');
      }
      this.figures.waiting = this.#line.size + this.#facts.size;
      return;
    }
    this.#apply(command);
    this.#planFlush();
  }

  #mustWait(): boolean {
    return this.#parts.journal.inDoubt() || (this.#underWay !== undefined && this.#batch.rows >= OPEN_BATCH_ROWS);
  }

  #apply(command: Command): void {
    try {
      this.#parts.engine.apply(command, this.#parts.clock(), this.#effects);
    } catch (error) {
      // The engine is total: an exception is a bug that may have left half a step in memory. The database has none of it.
      this.#fail(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (command.kind === 'request') this.figures.handled++;
    this.#planTimer();
  }

  #workOff(): void {
    while (!this.#failed && !this.#mustWait()) {
      const waiting = this.#line.shift();
      if (waiting === undefined) break;
      this.figures.lastWait = Math.max(0, this.#parts.clock() - waiting.since);
      this.#apply(waiting.command);
    }
    this.figures.waiting = this.#line.size + this.#facts.size;
    this.#planTimer();
    this.#planFlush();
  }

  #check(): void {
    this.#checksWithoutLease = this.#parts.lease.valid() ? 0 : this.#checksWithoutLease + 1;
    this.#expire();
  }

  #expire(): void {
    const oldest = this.#line.oldest();
    if (oldest === undefined || !this.mayAnswer()) return;
    const before = this.#parts.clock() - this.#limits.requestQueueWait;
    if (oldest > before) return;
    for (const { command } of this.#line.takeExpired(before)) {
      if (command.kind === 'request' || command.kind === 'register') this.#refuseUnread(command, 'DatabaseUnavailable');
    }
    this.figures.waiting = this.#line.size + this.#facts.size;
  }

  /** A refusal that depends on no state: it need not wait for any batch. */
  #refuseUnread(command: RequestCommand | Extract<Command, { kind: 'register' }>, name: ErrorName): void {
    if (!this.mayAnswer()) return;
    const client = command.kind === 'request' ? command.client : command.client.id;
    this.#parts.outlet.sayNow(client, EventError, command.referenceId, refusal(name));
    if (command.kind === 'register') this.#parts.outlet.end(client);
  }

  #pending(): boolean {
    return this.#batch.rows > 0 || this.#parts.sink.count > 0;
  }

  #planFlush(): void {
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    // After the sockets of this turn of the event loop were read, so that their requests share a batch.
    setImmediate(() => {
      this.#flushPlanned = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#failed) return;
    if (this.#pending()) {
      if (this.#underWay === undefined) this.#send();
      return;
    }
    const release = this.#parts.outlet.cut();
    if (release === undefined) {
      if (this.#underWay === undefined) this.#settle();
      return;
    }
    if (this.#underWay !== undefined) {
      this.#underWay.push(release);
      return;
    }
    this.#release([release]);
    this.#settle();
  }

  /** Lets go what is due, unless the lease is past its deadline: then it waits until that is valid again, or for the end. */
  #release(releases: readonly Release[]): void {
    this.#held.push(...releases);
    if (this.#failed || !this.#parts.lease.valid()) return;
    const held = this.#held;
    this.#held = [];
    for (const release of held) release.send();
  }

  #send(): void {
    const { sink, engine, outlet, journal } = this.#parts;
    const count = sink.count;
    const batch = this.#batch.cut(sink.take(), count, engine.counters());
    const release = outlet.cut();
    this.#underWay = release === undefined ? [] : [release];
    this.#parts.onBatch?.(this.figures.handled - this.#handledBefore);
    this.#handledBefore = this.figures.handled;
    journal.commit(batch).then(
      () => this.#committed(),
      (error: unknown) => this.#fail(error instanceof Error ? error : new Error(String(error))),
    );
  }

  #committed(): void {
    if (this.#failed) return;
    const releases = this.#underWay ?? [];
    this.#underWay = undefined;
    // The next batch goes to the database first: it works while this thread writes to the sockets.
    if (this.#pending()) this.#send();
    this.#release(releases);
    this.#workOff();
  }

  #settle(): void {
    this.#idle?.();
    this.#idle = undefined;
  }

  /** Arms the one timer. A due time that moved away is noticed when the timer fires: cheaper than re-arming at every step. */
  #planTimer(): void {
    const due = this.#parts.engine.nextDue();
    if (due >= this.#timerAt || this.#closing) return;
    clearTimeout(this.#timer);
    this.#timerAt = due;
    const delay = Math.min(Math.max(0, due - this.#parts.clock()), MAX_TIMER_MS);
    this.#timer = setTimeout(() => this.#due(), delay);
  }

  #due(): void {
    this.#timerAt = Infinity;
    // While commands wait, so do timers: working off the line arms the timer again.
    if (this.#failed || this.#mustWait() || this.#line.size > 0) return;
    if (this.#parts.engine.nextDue() <= this.#parts.clock()) {
      this.figures.timersDue++;
      this.#take(DUE);
    }
    this.#planTimer();
  }

  #fail(reason: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    clearInterval(this.#checks);
    clearTimeout(this.#timer);
    this.#parts.onFatal(reason);
    this.#settle();
  }
}

const NO_FACTS = Object.freeze({});
const DUE: Command = Object.freeze({ kind: 'due' });
/** Longest delay that a Node timer takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;
