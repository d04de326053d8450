/** How long to wait between attempts to reconnect. Times in milliseconds. */
export interface BackOff {
  /** Before the first attempt. */
  readonly first: number;
  /** Each wait is this many times the one before, */
  readonly factor: number;
  /** up to this. */
  readonly longest: number;
  /** Share of the wait that chance decides, 0 to 1, so that many clients do not come back in the same moment. */
  readonly jitter: number;
  /** Attempts before the client gives up and closes; Infinity: until it is closed. */
  readonly attempts: number;
}

export const defaultBackOff: BackOff = { first: 200, factor: 2, longest: 10_000, jitter: 0.5, attempts: Infinity };

/**
 * The wait before an attempt.
 * @param attempt 0 for the first
 * @param random a number from 0 up to 1
 * @returns milliseconds, or undefined when the attempts are used up
 */
export function waitBefore(attempt: number, backOff: BackOff, random: number): number | undefined {
  if (attempt >= backOff.attempts) return undefined;
  const wait = Math.min(backOff.longest, backOff.first * backOff.factor ** attempt);
  return wait * (1 - backOff.jitter * random);
}
