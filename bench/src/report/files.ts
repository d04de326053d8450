import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchResult } from './result.ts';
import { summary } from './summary.ts';

/** Where results are kept: one JSON file each, and the summary of all. */
export const RESULTS = fileURLToPath(new URL('../../results/', import.meta.url));

/** Writes the results and renews the summary, which covers earlier results of other benches too. Returns the paths. */
export function writeResults(results: readonly BenchResult[], folder = RESULTS): string[] {
  mkdirSync(folder, { recursive: true });
  const paths = results.map((result) => {
    const path = join(folder, `${result.name}.json`);
    writeFileSync(path, `${JSON.stringify(result, undefined, 2)}\n`);
    return path;
  });
  const summaryPath = join(folder, 'summary.md');
  writeFileSync(summaryPath, summary(readResults(folder)));
  return [...paths, summaryPath];
}

/** All results in the folder: S before M, by number. */
export function readResults(folder = RESULTS): BenchResult[] {
  const names = readdirSync(folder).filter((name) => /^[A-Z]\d+\.json$/.test(name));
  const order = (name: string): string => `${'SMLF'.indexOf(name.charAt(0))}${name.slice(1).padStart(12, '0')}`;
  return names
    .toSorted((a, b) => order(a).localeCompare(order(b)))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as BenchResult);
}
