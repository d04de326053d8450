/** A timer that was set and can be taken back. */
export interface Timer {
  cancel(): void;
}

/** Time as the journal sees it. Tests drive one of their own. */
export interface Clock {
  /** ms since some fixed moment; never goes back. */
  now(): number;
  /** Runs `run` once, `delay` ms from now. */
  after(delay: number, run: () => void): Timer;
}

/** The clock of the process: monotonic, not touched by changes of the system's time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delay, run) {
    const timer = setTimeout(run, delay);
    return { cancel: () => clearTimeout(timer) };
  },
};
