import { startProxy, type Proxy } from '@ixn/parts';
import { requirePart } from '@ixn/parts/vitest';
import { systemClock } from '@ixn/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionSettings } from '../../src/journal/connection-settings.ts';
import type { Database } from '../../src/journal/database.ts';
import { JournalClosed, RequestTimedOut } from '../../src/journal/errors.ts';
import { Link } from '../../src/journal/link.ts';
import { openSession } from '../../src/journal/session.ts';
import { statement } from '../../src/journal/sql-text.ts';
import { DatabaseStatistics } from '../../src/journal/statistics.ts';
import { settingsOf, testBed, type TestBed } from './support/database.ts';

const one = statement({ name: 'one', text: 'SELECT 1' });
const sleep = statement({ name: 'sleep', text: 'SELECT pg_sleep(:seconds)' });
const setting = statement({ name: 'setting', text: 'SELECT current_setting(:name)' });

describe.runIf(await requirePart('postgres', 'the journal: connections'))('a connection', () => {
  let bed: TestBed;
  let proxy: Proxy;
  let lines: { event: string; facts: object }[];

  beforeAll(async () => {
    bed = await testBed();
  });
  afterAll(() => bed.drop());
  beforeEach(async () => {
    await bed.fresh();
    lines = [];
    const { host, port } = settingsOf(bed.url);
    proxy = await startProxy({ target: { host, port } });
  });
  afterEach(async () => {
    await proxy.stop();
  });

  function database(own: Partial<ConnectionSettings> = {}): Database {
    const note = (facts: object, event: string): void => void lines.push({ event, facts });
    return {
      settings: settingsOf(bed.url, { host: proxy.host, port: proxy.port, ...own }),
      holder: 'holder-1',
      clock: systemClock,
      statistics: new DatabaseStatistics(),
      log: { info: note, warn: note, error: note },
    };
  }

  it('says who holds it and what it is for', async () => {
    const session = await openSession(database(), 'lookup');
    const rows = await bed.sql('SELECT application_name FROM pg_stat_activity WHERE pid = $1', [session.pid]);
    expect(rows).toEqual([{ application_name: 'ixn holder-1 lookup' }]);
    await session.end();
  });

  it('keeps no lock for long when its owner is gone, and commits for good', async () => {
    await bed.sql(
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$",
    );
    const session = await openSession(database(), 'commit', { enable_seqscan: 'off' });
    const settings = [
      'idle_in_transaction_session_timeout',
      'lock_timeout',
      'tcp_keepalives_idle',
      'synchronous_commit',
      'enable_seqscan',
      'search_path',
    ];
    const values: unknown[] = [];
    for (const name of settings) values.push((await session.query(setting, [name]))[0]?.[0]);
    expect(values).toEqual(['2s', '2s', '2', 'on', 'off', '"ixn", pg_temp']);
    await session.end();
  });

  it('leaves a stronger kind of commit as the installation has set it', async () => {
    await bed.sql(
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = remote_apply', current_database()); END $$",
    );
    const session = await openSession(database(), 'commit');
    expect(await session.query(setting, ['synchronous_commit'])).toEqual([['remote_apply']]);
    await session.end();
  });

  it('ends when a request is not answered in time', async () => {
    const where = database();
    const session = await openSession(where, 'commit');
    const ended = new Promise<void>((resolve) => session.onEnd(resolve));
    await expect(session.query(sleep, [5], 50)).rejects.toThrow(RequestTimedOut);
    await ended;
    expect(session.ended).toBe(true);
    expect(where.statistics).toMatchObject({ currentRequests: 0, connections: 0, totalRequests: 2 });
  });

  it('ends when the network has swallowed it', async () => {
    const session = await openSession(database({ requestTimeoutMs: 100 }), 'commit');
    proxy.swallow();
    await expect(session.query(one, [])).rejects.toThrow(/did not answer 'one' within 100 ms/);
    expect(session.ended).toBe(true);
  });

  it('is logged when a request is slow', async () => {
    const session = await openSession(database({ requestWarningMs: 20 }), 'commit');
    lines.length = 0;
    await session.query(one, []);
    await session.query(sleep, [0.05]);
    expect(lines).toEqual([{ event: 'slow database request', facts: { request: 'sleep', ms: expect.any(Number) } }]);
    await session.end();
  });

  it('counts deadlocks', async () => {
    const where = database();
    const sessions = [await openSession(where, 'commit'), await openSession(where, 'upkeep')] as const;
    const lock = statement({ name: 'lock', text: 'SELECT pg_advisory_xact_lock(:key)' });
    for (const session of sessions) await session.run('BEGIN');
    await sessions[0].query(lock, [1]);
    await sessions[1].query(lock, [2]);
    const results = await Promise.allSettled([sessions[0].query(lock, [2]), sessions[1].query(lock, [1])]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(where.statistics.deadlocks).toBe(1);
    for (const session of sessions) await session.end();
  });

  it.each([
    ['a wrong password', { password: 'not-the-password' }, /password authentication failed/],
    ['a database that is not there', { database: 'nowhere' }, /database "nowhere" does not exist/],
    ['a server without TLS', { ssl: {} }, /does not support SSL/],
  ])('fails with %s, saying where, and never the password', async (_, own, reason) => {
    const where = database(own);
    const failure = await openSession(where, 'start').then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    expect(failure?.message).toMatch(reason);
    expect(failure?.message).toContain(`${proxy.host}:${proxy.port}`);
    const { username, password } = new URL(bed.url);
    const secrets = ['not-the-password', ...(password === username ? [] : [password])];
    for (const secret of secrets) expect(`${failure?.message}${failure?.stack}`).not.toContain(secret);
    expect(where.statistics.connections).toBe(0);
  });

  it('fails in time where nobody answers', async () => {
    proxy.swallow();
    await expect(openSession(database({ connectTimeoutMs: 50 }), 'start')).rejects.toThrow(/timeout expired/);
  });

  it('asks for the password again each time it is opened', async () => {
    const { password } = new URL(bed.url);
    const passwords = ['outdated', decodeURIComponent(password)];
    const link = new Link(database({ password: () => passwords.shift() ?? '', reconnectPauseMs: 20 }), 'lookup').open();
    expect((await link.up()).ended).toBe(false);
    expect(passwords).toEqual([]);
    await link.close();
  });

  it('is replaced when it is lost', async () => {
    const told: string[] = [];
    const link = new Link(
      database({ reconnectPauseMs: 20 }),
      'lookup',
      {},
      {
        up: () => told.push('up'),
        down: () => told.push('down'),
      },
    );
    const first = await link.open().up();
    await proxy.refuse();
    proxy.cut();
    await vi.waitFor(() => expect(link.session).toBeUndefined());
    await vi.waitFor(() =>
      expect(lines.filter(({ event }) => event === 'database not reached').length).toBeGreaterThan(3),
    );
    await proxy.accept();
    const second = await link.up();
    expect(second).not.toBe(first);
    expect(told).toEqual(['up', 'down', 'up']);
    expect(lines.at(-1)?.event).toBe('database reached again');
    await link.close();
    await expect(link.up()).rejects.toThrow(JournalClosed);
  });
});
