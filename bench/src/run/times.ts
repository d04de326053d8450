/** How long a round takes. ms. */
export interface RoundTimes {
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** What a program under measurement tells of its round. */
export type Phase = 'warming up' | 'measuring' | 'measured';

/**
 * The course of one round:
 *
 *   warming up → measuring → measured (what is under way is finished; nothing new is begun)
 */
export class RoundCourse {
  phase: Phase = 'warming up';
  readonly #times: RoundTimes;
  readonly #tell: (phase: Phase) => void;
  #startedAt = 0;
  #endedAt = 0;

  /** `tell` hears of each phase that begins. */
  constructor(times: RoundTimes, tell: (phase: Phase) => void) {
    this.#times = times;
    this.#tell = tell;
  }

  /** Whether something new may begin. */
  get running(): boolean {
    return this.phase !== 'measured';
  }

  get measuring(): boolean {
    return this.phase === 'measuring';
  }

  /** Length of the measured part, in seconds. */
  get seconds(): number {
    return (this.#endedAt - this.#startedAt) / 1000;
  }

  /** Runs its course; resolves when it is measured. */
  async run(): Promise<void> {
    await pause(this.#times.warmUpMs);
    this.#startedAt = performance.now();
    this.#enter('measuring');
    await pause(this.#times.measureMs);
    this.#endedAt = performance.now();
    this.#enter('measured');
  }

  #enter(phase: Phase): void {
    this.phase = phase;
    this.#tell(phase);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
