import type { Clock, Timer } from '@ixn/protocol';

interface Planned {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that moves only when it is told to. */
export class DrivenClock implements Clock {
  #now = 1_000;
  readonly #planned = new Set<Planned>();

  now(): number {
    return this.#now;
  }

  after(delay: number, run: () => void): Timer {
    const planned = { at: this.#now + delay, run };
    this.#planned.add(planned);
    return { cancel: () => this.#planned.delete(planned) };
  }

  /** Runs what falls due, in its order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      let next: Planned | undefined;
      for (const planned of this.#planned) {
        if (planned.at <= end && (next === undefined || planned.at < next.at)) next = planned;
      }
      if (next === undefined) break;
      this.#planned.delete(next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }
}
