import { renameSync, writeFileSync } from 'node:fs';
import { readLedger } from './ledger.ts';

/** Rewrites a ledger with what is not finished yet, so that it does not grow from run to run. Returns how many that are. */
export function compactLedger(path: string): number {
  const { acked, finished } = readLedger(path);
  const open = [...acked].filter((id) => !finished.has(id));
  const temporary = `${path}.new`;
  writeFileSync(temporary, open.map((id) => `A ${id}\n`).join(''));
  renameSync(temporary, path);
  return open.length;
}
