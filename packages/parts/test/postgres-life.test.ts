import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetPostgres, freePort, type Postgres } from '../src/index.ts';
import { requirePart, startPostgres } from '../src/vitest/index.ts';
import { ask } from './ask.ts';

/** Waits until something is so, which no event tells: another process ends, a folder goes. */
async function until(what: () => boolean | Promise<boolean>, limitMs = 15_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await what())) {
    if (performance.now() > deadline) throw new Error(`not so within ${limitMs} ms: ${String(what)}`);
    await sleep(20);
  }
}

/** The folder that holds a server's data, password and log. */
async function folderOf(url: string): Promise<string> {
  const [row] = await ask<{ data_directory: string }>(url, 'SHOW data_directory');
  return dirname(row?.data_directory ?? '');
}

/** Processes whose command line holds all these texts. */
function processesWith(...texts: readonly string[]): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    // A process may be gone by now, and then has no command line.
    const path = `/proc/${pid}/cmdline`;
    const command = existsSync(path) ? readFileSync(path, 'utf8') : '';
    return texts.every((text) => command.includes(text));
  });
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that nobody has waited for has no working directory.
    return process.platform !== 'linux' || readlinkSync(`/proc/${pid}/cwd`) !== '';
  } catch {
    return false;
  }
}

const isReal = await requirePart('postgres', 'PostgreSQL servers');

describe.runIf(isReal)('the life of a PostgreSQL server', () => {
  let home = '';
  let dataDir = '';
  const open = new Set<Postgres>();
  const owners = new Set<ChildProcess>();

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'ixn-test-'));
    await chmod(home, 0o755);
    dataDir = join(home, 'postgres');
  });

  afterEach(async () => {
    for (const owner of owners) owner.kill('SIGKILL');
    for (const postgres of open) await postgres.stop();
    vi.unstubAllEnvs();
    owners.clear();
    open.clear();
    await rm(home, { recursive: true, force: true });
  });

  async function start(options: Parameters<typeof startPostgres>[0] = {}): Promise<Postgres> {
    const postgres = await startPostgres(options);
    open.add(postgres);
    return postgres;
  }

  async function startOwner(folder?: string): Promise<{ owner: ChildProcess; url: string; pid: number }> {
    const script = new URL('owner.ts', import.meta.url).pathname;
    const owner = spawn(process.execPath, [script, ...(folder === undefined ? [] : [folder])], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    owners.add(owner);
    const [line] = await once(owner.stdout, 'data');
    return { owner, ...(JSON.parse(String(line)) as { url: string; pid: number }) };
  }

  it.each(['SIGQUIT', 'SIGKILL'] as const)(
    'keeps committed rows when killed by %s and started again',
    async (signal) => {
      const postgres = await start();
      await ask(postgres.url, 'CREATE TABLE kept (id int)');
      await ask(postgres.url, 'INSERT INTO kept SELECT generate_series(1, 1000)');
      const first = postgres.pid;
      await postgres.kill(signal);
      expect(postgres.pid).toBeUndefined();
      await expect(ask(postgres.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
      await postgres.restart();
      expect(postgres.pid).not.toBe(first);
      expect(await ask(postgres.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }]);
    },
  );

  it('leaves nothing behind when it was for one run', async () => {
    const postgres = await start();
    const folder = await folderOf(postgres.url);
    expect(existsSync(folder)).toBe(true);
    await postgres.stop();
    expect(existsSync(folder)).toBe(false);
  });

  it('finds its data again, with a password that only its owner reads', async () => {
    const first = await start({ dataDir });
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS id');
    await first.stop();
    const second = await start({ dataDir });
    expect(await ask(second.url, 'SELECT * FROM kept')).toEqual([{ id: 1 }]);
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    expect(new URL(second.url).password).toBe((await readFile(join(dataDir, 'password'), 'utf8')).trim());
  });

  it('says what is wrong with a setting that it refuses, and leaves nothing behind', async () => {
    vi.stubEnv('TMPDIR', home);
    await expect(start({ settings: { max_connections: 'many' } })).rejects.toThrow(
      /ended at its start. Its log ends:\n.*invalid value for parameter "max_connections"/s,
    );
    expect(readdirSync(home)).toEqual([]);
  });

  it('refuses a data folder that a living process uses, and names it', async () => {
    await start({ dataDir });
    await expect(start({ dataDir })).rejects.toThrow(`is in use by process ${process.pid}`);
    await expect(forgetPostgres(dataDir)).rejects.toThrow(`is in use by process ${process.pid}`);
  });

  it('refuses data of another major version, and says what to do', async () => {
    await (await start({ dataDir })).stop();
    await writeFile(join(dataDir, 'data', 'PG_VERSION'), '15\n');
    await expect(start({ dataDir })).rejects.toThrow(/was written by PostgreSQL 15, this is \d+: .*--fresh/);
  });

  it('forgets its data when told to', async () => {
    const first = await start({ dataDir });
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS id');
    await first.stop();
    await forgetPostgres(dataDir);
    const fresh = await start({ dataDir });
    expect(await ask(fresh.url, "SELECT FROM pg_class WHERE relname = 'kept'")).toEqual([]);
  });

  it('tells its owner once when it ends by itself', async () => {
    const lines: string[] = [];
    const crashed = Promise.withResolvers<void>();
    const onCrash = (line: string): void => {
      lines.push(line);
      crashed.resolve();
    };
    const postgres = await start({ onCrash });
    await postgres.kill('SIGQUIT');
    await postgres.restart();
    process.kill(postgres.pid ?? 0, 'SIGQUIT');
    await crashed.promise;
    await until(() => postgres.pid === undefined);
    expect(lines).toEqual([
      expect.stringMatching(/^PostgreSQL on port \d+ ended with exit code \d+: see .*postgres\.log$/),
    ]);
  });

  it('is stopped, and its folder removed, when its owner is killed', async () => {
    const { owner, url, pid } = await startOwner();
    const folder = await folderOf(url);
    expect([isThere(pid), existsSync(folder)]).toEqual([true, true]);
    owner.kill('SIGKILL');
    await until(() => !isThere(pid), 8_000);
    await until(() => !existsSync(folder), 8_000);
  });

  it('is taken over from an owner that was killed, with all that was committed', async () => {
    const { owner, url } = await startOwner(dataDir);
    await ask(url, 'CREATE TABLE kept AS SELECT 1 AS id');
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const next = await start({ dataDir, port: await freePort() });
    expect(await ask(next.url, 'SELECT * FROM kept')).toEqual([{ id: 1 }]);
  });

  it.runIf(process.platform === 'linux')('is stopped by the next owner when nobody was left to do it', async () => {
    const lines: string[] = [];
    const { owner, url, pid } = await startOwner(dataDir);
    await ask(url, 'CREATE TABLE kept AS SELECT 1 AS id');
    for (const watchdog of processesWith('watchdog.sh', dataDir)) process.kill(watchdog, 'SIGKILL');
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(isThere(pid)).toBe(true);
    const next = await start({ dataDir, say: (line) => lines.push(line) });
    expect(isThere(pid)).toBe(false);
    expect(lines[0]).toBe(`a PostgreSQL that an earlier run left behind (process ${pid}) is stopped first`);
    expect(await ask(next.url, 'SELECT * FROM kept')).toEqual([{ id: 1 }]);
  });

  it('starts over the postmaster.pid of a process that is another program now', async () => {
    const first = await start({ dataDir });
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS id');
    await first.kill('SIGKILL');
    await first.stop();
    await writeFile(join(dataDir, 'data', 'postmaster.pid'), `${process.pid}\n${dataDir}/data\n1\n5432\n\n\n\nready\n`);
    const second = await start({ dataDir });
    expect(await ask(second.url, 'SELECT * FROM kept')).toEqual([{ id: 1 }]);
  });
});
