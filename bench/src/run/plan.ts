import type { RoundTimes } from './times.ts';

/** What was asked for on the command line. */
export interface Plan {
  readonly names: readonly string[];
  readonly rounds: number;
  /** Length of the measured part of a round; undefined: what the bench has. s. */
  readonly seconds: number | undefined;
  readonly warmUpSeconds: number | undefined;
  /** Interactions that wait in M1 and M2. */
  readonly interactions: number;
  /** Folder for CPU profiles of the server; undefined: none are made. They cost some of its speed. */
  readonly profile: string | undefined;
  /** Folder for results; undefined: bench/results/. */
  readonly results: string | undefined;
}

/** Times of a bench's rounds. */
export function timesOf(plan: Plan, seconds: number, warmUpSeconds: number): RoundTimes {
  return {
    measureMs: (plan.seconds ?? seconds) * 1000,
    warmUpMs: (plan.warmUpSeconds ?? Math.min(warmUpSeconds, plan.seconds ?? warmUpSeconds)) * 1000,
  };
}

/** The same for the file of results. */
export function setupOf(plan: Plan, times: RoundTimes): Record<string, number> {
  return { rounds: plan.rounds, secondsMeasured: times.measureMs / 1000, secondsOfWarmUp: times.warmUpMs / 1000 };
}
