/** A timer that was set and can be taken back. */
export interface Timer {
  /** Does nothing when the timer has fired already. */
  cancel(): void;
}

/** Time and timers. Tests bring their own, so that no test has to wait. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Runs `run` once, `delay` milliseconds from now. */
  after(delay: number, run: () => void): Timer;
}

/** The time of the process. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delay, run) {
    const timer = setTimeout(run, delay).unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
