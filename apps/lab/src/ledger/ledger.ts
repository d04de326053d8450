import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What was acknowledged, written down outside the server: an append-only file of lines `A id` (submit acked) and `F id` (seen
 * finished). A line is in the kernel when the call returns, so it survives a SIGKILL of every process of the stack.
 */
export class Ledger {
  readonly #file: number;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a');
  }

  acked(interactionId: string): void {
    writeSync(this.#file, `A ${interactionId}\n`);
  }

  finished(interactionId: string): void {
    writeSync(this.#file, `F ${interactionId}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** What a ledger file says. A torn last line is ignored: nobody relied on it. */
export interface LedgerContent {
  readonly acked: ReadonlySet<string>;
  readonly finished: ReadonlySet<string>;
}

export function readLedger(path: string): LedgerContent {
  const acked = new Set<string>();
  const finished = new Set<string>();
  if (!existsSync(path)) return { acked, finished };
  const lines = readFileSync(path, 'latin1').split('\n');
  lines.pop();
  for (const line of lines) {
    const id = line.slice(2);
    if (line.startsWith('A ')) acked.add(id);
    else if (line.startsWith('F ')) finished.add(id);
  }
  return { acked, finished };
}
