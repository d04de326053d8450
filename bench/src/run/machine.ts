import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Machine } from '../report/result.ts';
import type { Stage } from './stage.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export function machine({ postgresVersion, fileSystem }: Stage): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    postgres: postgresVersion,
    fileSystem,
  };
}

/** The commit that is measured; `+` at its end: files were changed since. `unknown` outside a clone. */
export function commit(): string {
  const git = (...args: string[]): string =>
    spawnSync('git', args, { cwd: ROOT, encoding: 'utf8', timeout: 10_000 }).stdout?.trim() ?? '';
  const id = git('rev-parse', '--short=12', 'HEAD');
  if (id === '') return 'unknown';
  return git('status', '--porcelain', '--', 'apps', 'packages', 'bench/src') === '' ? id : `${id}+`;
}
