import { PassThrough } from 'node:stream';
import type { Io } from '../src/io.ts';
import { ixnctl } from '../src/ixnctl.ts';

/** How a run of ixnctl ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A run of ixnctl that is watched while it goes on. */
export abstract class Run {
  readonly #waiting = new Set<() => void>();
  abstract readonly ended: Promise<Ended>;
  out = '';
  err = '';

  /** The lines of JSON on standard output so far. */
  get lines(): Record<string, unknown>[] {
    return this.out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Resolves as soon as `holds` does; looked at after all that was printed. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  abstract type(text: string): void;
  abstract endInput(): void;
  abstract interrupt(): void;

  protected printed(out: string, err: string): void {
    this.out += out;
    this.err += err;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

type Environment = Readonly<Record<string, string>>;

/** ixnctl within the test's process. */
export class Started extends Run {
  readonly ended: Promise<Ended>;
  readonly #input = new PassThrough();
  readonly #interruption = new AbortController();

  constructor(args: readonly string[], env: Environment = {}) {
    super();
    const io: Io = {
      env,
      input: this.#input,
      terminal: false,
      interrupted: this.#interruption.signal,
      print: async (line) => this.printed(`${line}\n`, ''),
      note: (line) => this.printed('', `${line}\n`),
    };
    this.ended = ixnctl(args, io).then((code) => ({ code, out: this.out, err: this.err }));
  }

  type(text: string): void {
    this.#input.write(text);
  }

  endInput(): void {
    this.#input.end();
  }

  interrupt(): void {
    this.#interruption.abort();
  }
}

/** Runs ixnctl to its end. */
export function run(args: readonly string[], env: Environment = {}): Promise<Ended> {
  return new Started(args, env).ended;
}
