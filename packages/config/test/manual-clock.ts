import type { Clock } from '../src/index.ts';

interface Waiting {
  readonly due: number;
  readonly run: () => void;
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #now = 0;
  #timers: Waiting[] = [];

  now(): number {
    return this.#now;
  }

  after(delay: number, run: () => void): { cancel(): void } {
    const timer = { due: this.#now + delay, run };
    this.#timers.push(timer);
    return { cancel: () => void (this.#timers = this.#timers.filter((one) => one !== timer)) };
  }

  /** The delays of the timers that wait, from now. */
  get pending(): readonly number[] {
    return this.#timers.map((timer) => timer.due - this.#now).toSorted((a, b) => a - b);
  }

  /** Lets time pass; timers fire in order, those that they set too. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.due - b.due)[0];
      if (next === undefined || next.due > end) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = next.due;
      next.run();
    }
    this.#now = end;
  }
}
