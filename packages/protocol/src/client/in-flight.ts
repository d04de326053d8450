import type { Clock, Timer } from '../transport/clock.ts';

/** One request that waits for its answer. It is told one thing, once. */
export interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
  /** Makes the error for a request that nobody answered in time. */
  expired(): Error;
}

interface Entry<W> {
  readonly waiting: W;
  readonly deadline: number;
}

const largestReference = 0xffff_ffff;

/**
 * The requests of one connection that wait for an answer, by ReferenceId, each with its deadline.
 *
 * One timer serves all of them. It is set for the earliest deadline known when it was set, and looks again at that moment:
 * with requests that are answered in time it fires about once in a time-out, however many there are.
 */
export class InFlight<Answer, W extends Waiting<Answer> = Waiting<Answer>> {
  readonly #clock: Clock;
  readonly #entries = new Map<number, Entry<W>>();
  #lastReference: number;
  #timer: Timer | undefined;
  #timerAt = Infinity;

  /** @param lastReference the ReferenceId that was used last; 0: none */
  constructor(clock: Clock, lastReference = 0) {
    this.#clock = clock;
    this.#lastReference = lastReference;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Whether a request with this ReferenceId waits. */
  has(reference: number): boolean {
    return this.#entries.has(reference);
  }

  /** A ReferenceId that no waiting request has: 1 … 2^32 − 1, then from the start. */
  nextReference(): number {
    do this.#lastReference = this.#lastReference === largestReference ? 1 : this.#lastReference + 1;
    while (this.#entries.has(this.#lastReference));
    return this.#lastReference;
  }

  add(reference: number, timeoutMs: number, waiting: W): void {
    const deadline = this.#clock.now() + timeoutMs;
    this.#entries.set(reference, { waiting, deadline });
    if (deadline < this.#timerAt) this.#wakeAt(deadline);
  }

  /** Takes out the request with this ReferenceId; undefined when none waits. */
  take(reference: number): W | undefined {
    const entry = this.#entries.get(reference);
    if (entry === undefined) return undefined;
    this.#entries.delete(reference);
    return entry.waiting;
  }

  /** Rejects those that `concerns` picks out, in the order of sending. */
  failWhere(concerns: (waiting: W) => boolean, error: Error): void {
    for (const [reference, { waiting }] of this.#entries) {
      if (!concerns(waiting)) continue;
      this.#entries.delete(reference);
      waiting.reject(error);
    }
  }

  /** Rejects everything, in the order of sending, and sets no more timer. */
  failAll(error: Error): void {
    this.#timer?.cancel();
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const entry of entries) entry.waiting.reject(error);
  }

  #wakeAt(deadline: number): void {
    this.#timer?.cancel();
    this.#timerAt = deadline;
    this.#timer =
      deadline === Infinity
        ? undefined
        : this.#clock.after(Math.max(0, deadline - this.#clock.now()), () => this.#expire());
  }

  #expire(): void {
    const now = this.#clock.now();
    let earliest = Infinity;
    for (const [reference, entry] of this.#entries) {
      if (entry.deadline <= now) {
        this.#entries.delete(reference);
        entry.waiting.reject(entry.waiting.expired());
      } else if (entry.deadline < earliest) earliest = entry.deadline;
    }
    this.#wakeAt(earliest);
  }
}
