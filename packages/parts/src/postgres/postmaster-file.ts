import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What PostgreSQL writes about itself into its data folder (`postmaster.pid`). */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping`, `standby`; empty before it says. */
  readonly status: string;
}

/** Reads `postmaster.pid`; undefined when there is none or it is not written to the end yet. */
export async function readPostmasterFile(data: string): Promise<PostmasterFile | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!(pid > 0)) return undefined;
  return { pid, port: Number.parseInt(lines[3] ?? '', 10), status: (lines[7] ?? '').trim() };
}

/**
 * True when process `pid` is a PostgreSQL server on this data folder, and not some later process with the same id:
 * a server's working directory is its data folder.
 */
export async function servesFolder(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data;
  const asked = promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)], { timeout: 5_000 });
  return (await asked.catch(() => ({ stdout: '' }))).stdout.includes(data);
}

/** Process ids of a server's children: its backends and workers, each in a session of its own. */
export async function childrenOf(pid: number): Promise<number[]> {
  const asked =
    process.platform === 'linux'
      ? readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
      : promisify(execFile)('pgrep', ['-P', String(pid)], { timeout: 5_000 }).then(({ stdout }) => stdout);
  const text = await asked.catch(() => '');
  return text.split(/\s+/).filter(Boolean).map(Number);
}
