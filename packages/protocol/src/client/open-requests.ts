import type { Clock } from '../transport/clock.ts';

/** Counts the requests of one client that wait for an answer, and says when none is left. */
export class OpenRequests {
  #count = 0;
  #onNone: (() => void) | undefined;

  get count(): number {
    return this.#count;
  }

  /** A request was sent. */
  began(): void {
    this.#count++;
  }

  /** A request is over, whatever came of it. */
  ended(): void {
    this.#count--;
    if (this.#count === 0) this.#onNone?.();
  }

  /** Resolves when none is open or the time is over. */
  whenNone(clock: Clock, timeoutMs: number): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = clock.after(timeoutMs, resolve);
      this.#onNone = () => {
        timer.cancel();
        resolve();
      };
    });
  }
}
