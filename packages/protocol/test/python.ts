import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const examples = join(import.meta.dirname, '../../../docs/examples/python');
/** Changes with the pin of requirements.txt. */
const PINNED = 'msgpack-1.2.4';

export interface Python {
  /** Runs a program of docs/examples/python. Rejects with `code` and `stderr` when it does not end with 0. */
  run(script: string, args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }>;
}

/**
 * A Python with msgpack: `IXN_PYTHON` or python3, with the msgpack that it has, else with a pinned one that pip puts into the user's
 * cache. When there is none: a line that says which tests are skipped and why, and undefined; with `IXN_REQUIRE_REAL=1` an error.
 */
export async function findPython(tests: string): Promise<Python | undefined> {
  try {
    return await python();
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    const line = `tests of ${tests}, which need Python 3 with msgpack: ${reason}`;
    if (process.env['IXN_REQUIRE_REAL'] === '1') throw new Error(`IXN_REQUIRE_REAL=1, and ${line}`, { cause: error });
    process.stderr.write(`skipped: ${line}\n`);
    return undefined;
  }
}

async function python(): Promise<Python> {
  const program = process.env['IXN_PYTHON'] ?? 'python3';
  await run(program, ['--version'], { timeout: 20_000 });
  const env = { ...process.env };
  if (!(await hasMsgpack(program, env))) {
    const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ixn', 'python', PINNED);
    if (!existsSync(folder)) await install(program, folder);
    env['PYTHONPATH'] = folder;
  }
  return {
    run: (script, args) => run(program, [join(examples, script), ...args], { env, timeout: 30_000 }),
  };
}

async function hasMsgpack(program: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return run(program, ['-c', 'import msgpack'], { env, timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}

/** Into a folder of its own first: who finds the folder finds it whole. */
async function install(program: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const part = await mkdtemp(`${folder}.part-`);
  const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--require-hashes', '--target', part];
  const env = { ...process.env, MSGPACK_PUREPYTHON: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1' };
  try {
    await run(program, [...args, '-r', join(examples, 'requirements.txt')], { env, timeout: 90_000 });
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
