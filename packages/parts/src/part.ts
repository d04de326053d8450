/**
 * A real part that a program of ours talks to: PostgreSQL now; Redis, Kafka and Consul have the same shape.
 * Each is looked for in a fixed order of sources, and says which one it came from and why.
 */
export interface Part {
  /** One line for people: what, from where, why this source, at which address. Holds no secret. */
  readonly how: string;
  /** Address with credentials. Not for logs. */
  readonly url: string;
  /** Stops what was started here and waits for its end; does nothing to a part that was only found. */
  stop(): Promise<void>;
}

/** None of a part's sources works here. The message says why, source by source. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';
}

/** Writes one line for people to standard error. */
export function sayOnStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
