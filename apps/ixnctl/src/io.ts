import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** What a command sees of the world. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where keys and piped JSON come from. */
  readonly input: Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  /** Whether a person reads what is printed. */
  readonly terminal: boolean;
  /** Aborted by Ctrl-C, SIGTERM, or when nobody reads the output any more. */
  readonly interrupted: AbortSignal;
  /** Prints one line of results. Resolves when it was taken, so that a slow reader slows the command down. */
  print(line: string): Promise<void>;
  /** Prints one line beside the results. */
  note(line: string): void;
}

/** The process as it is. */
export function processIo(): Io {
  const interruption = new AbortController();
  const interrupt = (): void => {
    // Asked twice: the person does not want to wait for the end in order.
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.stdout.on('error', () => interruption.abort());
  return {
    env: process.env,
    get input() {
      return process.stdin;
    },
    terminal: process.stdout.isTTY,
    interrupted: interruption.signal,
    print: (line) => write(process.stdout, line, interruption.signal),
    note: (line) => void process.stderr.write(`${line}\n`),
  };
}

async function write(stream: Writable, line: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted || stream.write(`${line}\n`)) return;
  await once(stream, 'drain', { signal }).catch(() => undefined);
}
