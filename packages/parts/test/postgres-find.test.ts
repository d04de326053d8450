import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres, freePort, whoHasPort, type Postgres } from '../src/index.ts';
import { requirePart, startPostgres } from '../src/vitest/index.ts';
import { ask } from './ask.ts';

const isReal = await requirePart('postgres', 'finding PostgreSQL');

describe.runIf(isReal)('a PostgreSQL that was started here', () => {
  let postgres: Postgres;
  const lines: string[] = [];

  beforeAll(async () => {
    const settings = { max_wal_size: '256MB' };
    postgres = await startPostgres({ settings, say: (line) => lines.push(line), purpose: 'a test' });
  });

  afterAll(() => postgres.stop());

  it('says in one line what it is, from where and why, without its password', () => {
    expect(lines).toEqual([
      expect.stringMatching(/^a test: PostgreSQL 18\.\d+ from .+ on 127\.0\.0\.1:\d+.* \(IXN_DATABASE_URL /),
    ]);
    expect(lines.join()).not.toContain(new URL(postgres.url).password);
  });

  it('lets nobody in without the password', async () => {
    const wrong = new URL(postgres.url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('names who has its port', async () => {
    const port = Number(new URL(postgres.url).port);
    expect((await whoHasPort(port))?.pid).toBe(postgres.pid);
    const second = startPostgres({ port });
    await expect(second).rejects.toThrow(`port ${port} for PostgreSQL is taken by process ${postgres.pid}`);
  });

  it.runIf(process.platform === 'linux')('is in a session of its own, out of reach of Ctrl-C', async () => {
    const fields = (await readFile(`/proc/${postgres.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    const [, , processGroup, session] = fields;
    expect([processGroup, session]).toEqual([String(postgres.pid), String(postgres.pid)]);
  });

  it('takes settings, but none that could lose what was committed', async () => {
    expect(await ask(postgres.url, 'SHOW max_wal_size')).toEqual([{ max_wal_size: '256MB' }]);
    await expect(startPostgres({ settings: { fsync: 'off' } })).rejects.toThrow(
      'PostgreSQL setting fsync is fixed here',
    );
  });

  it('is used when IXN_DATABASE_URL names it, and left alone', async () => {
    const said: string[] = [];
    const environment = { IXN_DATABASE_URL: postgres.url };
    const found = await findPostgres({ purpose: 'a test', environment, say: (line) => said.push(line) });
    expect([found.source, found.url]).toEqual(['url', postgres.url]);
    expect(said.join()).toMatch(/^a test: PostgreSQL 18\.\d+ from IXN_DATABASE_URL at 127\.0\.0\.1:\d+\/postgres$/);
    await expect(found.kill('SIGKILL')).rejects.toThrow('was not started here');
    await found.stop();
    expect(await ask(postgres.url, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
  });
});

describe('the PostgreSQL of IXN_DATABASE_URL', () => {
  const say = (): void => undefined;

  it('is an error when it does not answer, and its password is not repeated', async () => {
    const environment = { IXN_DATABASE_URL: `postgres://u:geheim@127.0.0.1:${await freePort()}/x` };
    const failed = findPostgres({ purpose: 'a test', environment, say });
    await expect(failed).rejects.toThrow(
      /IXN_DATABASE_URL names a PostgreSQL at 127.0.0.1:\d+\/x that cannot be used: .*ECONNREFUSED/,
    );
    await expect(failed).rejects.not.toThrow(/geheim/);
  });

  it('is an error when it is no URL, and is not repeated', async () => {
    const environment = { IXN_DATABASE_URL: 'u:geheim@host' };
    const failed = findPostgres({ purpose: 'a test', environment, say });
    await expect(failed).rejects.toThrow(/^IXN_DATABASE_URL (is not a URL|names)/);
    await expect(failed).rejects.not.toThrow(/geheim/);
  });
});
