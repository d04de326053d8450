import type { Clock, Timer } from '../../src/transport/clock.ts';

interface Due {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. Timers fire in the order of their times, then of their setting. */
export class DrivenClock implements Clock {
  #now = 1_000;
  readonly #due = new Set<Due>();

  now(): number {
    return this.#now;
  }

  after(delay: number, run: () => void): Timer {
    const due = { at: this.#now + delay, run };
    this.#due.add(due);
    return { cancel: () => void this.#due.delete(due) };
  }

  /** How many timers are set. */
  get waiting(): number {
    return this.#due.size;
  }

  /** The delays of the timers that are set, shortest first, in milliseconds. */
  get delays(): number[] {
    return [...this.#due].map((due) => due.at - this.#now).toSorted((a, b) => a - b);
  }

  /** Moves on by that many milliseconds and fires what falls due on the way, each at its own time. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      let next: Due | undefined;
      for (const due of this.#due) if (due.at <= end && (next === undefined || due.at < next.at)) next = due;
      if (next === undefined) break;
      this.#due.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }
}
