/** How long to wait between attempts to reconnect. */
export interface BackOff {
  /** Before the first attempt. */
  readonly firstMs: number;
  /** Each wait is this many times the one before, */
  readonly factor: number;
  /** up to this. */
  readonly longestMs: number;
  /** Share of the wait that chance decides, 0 to 1, so that many clients do not come back in the same moment. */
  readonly jitter: number;
  /** Attempts before the client gives up and closes; Infinity: until it is closed. */
  readonly attempts: number;
}

export const defaultBackOff: BackOff = { firstMs: 200, factor: 2, longestMs: 10_000, jitter: 0.5, attempts: Infinity };

/**
 * The wait before an attempt.
 * @param attempt 0 for the first
 * @param random a number from 0 up to 1
 * @returns milliseconds, or undefined when the attempts are used up
 */
export function waitBefore(attempt: number, backOff: BackOff, random: number): number | undefined {
  if (attempt >= backOff.attempts) return undefined;
  const wait = Math.min(backOff.longestMs, backOff.firstMs * backOff.factor ** attempt);
  return wait * (1 - backOff.jitter * random);
}
