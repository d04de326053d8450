/** Asks for work at a steady rate, catching up after a pause by at most a second's worth. */
export interface SteadyLoadOptions {
  /** Per second. */
  readonly rate: number;
  /** Starts one submission; the load never waits for it. */
  readonly submit: () => void;
  /** Submissions without an answer yet; above the bound the load holds back. */
  readonly inFlight: () => number;
  readonly maxInFlight: number;
}

const TICK_MS = 10;

/**
 * Submits `rate` times a second on average: every tick as many as are due. What could not be submitted while too many are in flight
 * is made up for later, so that the average holds over a restart of the server of a few seconds.
 */
export class SteadyLoad {
  readonly #options: SteadyLoadOptions;
  #timer: NodeJS.Timeout | undefined;
  #begun = 0;
  #submitted = 0;

  constructor(options: SteadyLoadOptions) {
    this.#options = options;
  }

  start(): void {
    this.#begun = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const { rate, submit, inFlight, maxInFlight } = this.#options;
    const due = Math.floor(((performance.now() - this.#begun) / 1000) * rate);
    const most = this.#submitted + Math.max(1, Math.ceil(rate));
    while (this.#submitted < due && this.#submitted < most && inFlight() < maxInFlight) {
      this.#submitted++;
      submit();
    }
  }
}
