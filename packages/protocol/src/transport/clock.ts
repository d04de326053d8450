/** A timer that was set and can be taken back. */
export interface Timer {
  /** Does nothing when the timer has fired already. */
  cancel(): void;
}

/** Time as the client sees it. Tests drive one of their own. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Runs `run` once, `delay` milliseconds from now. */
  after(delay: number, run: () => void): Timer;
}

/** The longest delay that a Node.js timer takes; a longer one would fire at once. */
const longestDelay = 2 ** 31 - 1;

/** The clock of the process: monotonic, not touched by changes of the system's time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delay, run) {
    const timer = setTimeout(run, Math.min(delay, longestDelay));
    return { cancel: () => clearTimeout(timer) };
  },
};
