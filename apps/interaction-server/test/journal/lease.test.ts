import { startProxy, type Proxy } from '@ixn/parts';
import { requirePart } from '@ixn/parts/vitest';
import { systemClock } from '@ixn/protocol';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { JournalClosed, LeaseLost, SchemaRefused } from '../../src/journal/errors.ts';
import { endSessionsOf, raiseEpoch, renew } from '../../src/journal/lease.ts';
import type { LeaseTimes } from '../../src/journal/lease-holder.ts';
import { openSession } from '../../src/journal/session.ts';
import { DatabaseStatistics } from '../../src/journal/statistics.ts';
import { waiting } from './support/arbitrary.ts';
import { look, settingsOf, testBed, type TestBed } from './support/database.ts';
import { batch, newJournal, openJournal, recoverAll, type TestJournal } from './support/journals.ts';

/** As the real ones, five times faster. */
const lease: LeaseTimes = { duration: 1_000, renewal: 200, deadline: 800, poll: 50 };

describe.runIf(await requirePart('postgres', 'the journal: lease'))('the lease', () => {
  let bed: TestBed;
  let proxy: Proxy;
  let closers: (() => Promise<void>)[];

  beforeAll(async () => {
    bed = await testBed();
  });
  afterAll(() => bed.drop());
  beforeEach(async () => {
    await bed.fresh();
    const { host, port } = settingsOf(bed.url);
    proxy = await startProxy({ target: { host, port } });
    closers = [];
  });
  afterEach(async () => {
    proxy.forward();
    for (const close of closers) await close();
    await proxy.stop();
  });

  function journal(own: { tenant?: string; throughProxy?: boolean } = {}): TestJournal {
    const address = own.throughProxy === true ? { host: proxy.host, port: proxy.port } : {};
    const made = newJournal(settingsOf(bed.url, address), { lease, tenant: own.tenant ?? 'tenant-1' });
    closers.push(() => made.journal.close());
    return made;
  }

  async function held(own: { throughProxy?: boolean } = {}): Promise<TestJournal> {
    const made = journal(own);
    await made.journal.open();
    return made;
  }

  it('raises the epoch with every holder', async () => {
    const first = await held();
    expect(first.journal.epoch).toBe(1);
    await first.journal.close();
    const second = await held();
    expect(second.journal.epoch).toBe(2);
    const rows = await bed.sql('SELECT epoch, tenant, holder, cardinality(backends) AS backends FROM lease');
    expect(rows).toEqual([{ epoch: '2', tenant: 'tenant-1', holder: second.journal.holder, backends: 1 }]);
  });

  it('is renewed for as long as the holder lives, with the pids of all its sessions', async () => {
    const { journal: holder } = await held();
    const expiry = (): Promise<unknown> => bed.sql('SELECT expires_at FROM lease').then(([row]) => row?.['expires_at']);
    const before = await expiry();
    await vi.waitFor(async () => expect(await expiry()).not.toEqual(before), { timeout: 3_000 });
    expect(holder.valid()).toBe(true);
    const rows = await bed.sql(
      `SELECT s.pid FROM lease AS l JOIN pg_stat_activity AS s ON s.pid = ANY (l.backends)
       WHERE s.application_name LIKE 'ixn ' || l.holder || ' %'`,
    );
    const sessions = await bed.sql(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'ixn %'",
    );
    expect(rows.length).toBe(4);
    expect(sessions.length).toBe(4);
  });

  it('is waited for while another holds it, and taken over at once when it is given back', async () => {
    const first = await held();
    const second = journal();
    const opening = second.journal.open();
    expect(await second.waiting).toBe(first.journal.holder);
    await first.journal.close();
    await opening;
    expect(second.journal.epoch).toBe(2);
    expect(second.lines.filter(({ event }) => event === 'another server holds the lease').length).toBe(1);
  });

  it('is taken over after its expiry when the holder is silent, and the old holder writes and answers nothing any more', async () => {
    const first = await held({ throughProxy: true });
    const [kept, lost] = [waiting(), waiting()];
    await first.journal.commit(batch(1, { created: new Set([kept]) }));
    // The holder is frozen, as by SIGSTOP, for all that the database can see. What it sends comes out when it wakes up.
    proxy.stall();
    const committing = first.journal.commit(batch(2, { created: new Set([lost]) }));
    const second = await held();
    expect(second.journal.epoch).toBe(2);
    expect(first.journal.valid()).toBe(false);
    expect(first.journal.inDoubt()).toBe(true);
    proxy.forward();
    await expect(committing).rejects.toThrow(LeaseLost);
    expect(await first.fatal).toBeInstanceOf(LeaseLost);
    expect(first.journal.valid()).toBe(false);
    expect([...(await recoverAll(second.journal)).live.keys()]).toEqual([kept.id]);
    expect(await bed.sql('SELECT epoch, batch FROM outbox')).toEqual([{ epoch: '1', batch: '1' }]);
    const ended = second.lines.find(({ event }) => event === 'lease acquired')?.facts;
    expect(ended).toMatchObject({ before: first.journal.holder, sessionsEnded: 4 });
    await second.journal.commit(batch(1, { created: new Set([waiting()]) }));
  });

  it('is taken from a holder whose session is stuck within a transaction', async () => {
    const first = await held({ throughProxy: true });
    const url = new URL(bed.url);
    url.searchParams.set('application_name', `ixn ${first.journal.holder} commit`);
    const stuck = new Client({ connectionString: url.href, options: '-c search_path=ixn' });
    const gone = new Promise<void>((resolve) => {
      stuck.on('error', () => resolve());
    });
    await stuck.connect();
    await stuck.query('BEGIN');
    await stuck.query('SELECT FROM lease FOR KEY SHARE');
    proxy.stall();
    const second = await held();
    await gone;
    expect(second.journal.epoch).toBe(2);
  });

  it('does not end sessions of others that have the number of an old one', async () => {
    const first = await held({ throughProxy: true });
    const bystander = new Client({ connectionString: bed.url, application_name: 'somebody else' });
    await bystander.connect();
    closers.push(() => bystander.end());
    const { rows } = await bystander.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    proxy.stall();
    await bed.sql('UPDATE lease SET backends = $1', [[rows[0]?.pid]]);
    const second = await held();
    expect(second.journal.epoch).toBe(2);
    expect(first.journal.valid()).toBe(false);
    await expect(bystander.query('SELECT 1')).resolves.toBeDefined();
  });

  it('goes on with a holder that was cut off for longer than its deadline when nobody has taken over', async () => {
    const made = await held({ throughProxy: true });
    const told: boolean[] = [];
    made.journal.onDoubt((inDoubt) => told.push(inDoubt));
    await proxy.refuse();
    proxy.cut();
    await vi.waitFor(() => expect(made.journal.valid()).toBe(false), { timeout: 3_000 });
    const committing = made.journal.commit(batch(1, { created: new Set([waiting()]) }));
    await proxy.accept();
    await committing;
    expect(made.journal.valid()).toBe(true);
    expect(made.journal.inDoubt()).toBe(false);
    expect(told[0]).toBe(true);
    expect(told.at(-1)).toBe(false);
    expect(await bed.sql('SELECT epoch FROM lease')).toEqual([{ epoch: '1' }]);
  });

  it('is past its deadline before it expires for others', async () => {
    const first = await held({ throughProxy: true });
    proxy.stall();
    await vi.waitFor(() => expect(first.journal.valid()).toBe(false), { timeout: 3_000, interval: 5 });
    const [row] = await bed.sql('SELECT expires_at > clock_timestamp() AS unexpired FROM lease');
    expect(row).toEqual({ unexpired: true });
  });

  it('is held by a batch under way against a takeover, not against a renewal', async () => {
    const { journal: holder } = await held();
    const one = waiting();
    await holder.commit(batch(1, { created: new Set([one]) }));
    const blocker = await look(bed.url);
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM interactions FOR UPDATE');
    const committing = holder.commit(batch(2, { moved: new Set([one]) }));
    await vi.waitFor(async () => {
      const blocked =
        "SELECT FROM pg_stat_activity WHERE application_name LIKE '% commit' AND wait_event_type = 'Lock'";
      expect(await bed.sql(blocked)).toHaveLength(1);
    });
    const other = await look(bed.url);
    await other.query("SET lock_timeout = '50ms'");
    await expect(other.query('UPDATE lease SET epoch = epoch + 1')).rejects.toThrow(/lock timeout/);
    await expect(other.query('UPDATE lease SET expires_at = expires_at')).resolves.toBeDefined();
    await other.end();
    await blocker.query('ROLLBACK');
    await blocker.end();
    await committing;
  });

  it('is not taken when the holder has renewed it in the last moment', async () => {
    const { journal: holder } = await held();
    const session = await openSession(
      {
        settings: settingsOf(bed.url),
        holder: 'candidate',
        clock: systemClock,
        statistics: new DatabaseStatistics(),
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      },
      'lease',
    );
    const seen = { epoch: 1, holder: holder.holder, expiresIn: -1 };
    expect(await endSessionsOf(session, seen, 'candidate')).toBe(0);
    expect(await raiseEpoch(session, seen, { holder: 'candidate', backends: [], duration: 1_000 })).toBeUndefined();
    expect(await renew(session, 2, { holder: 'candidate', backends: [], duration: 1_000 }, 1_000)).toBe(false);
    expect(await bed.sql('SELECT epoch, holder FROM lease')).toEqual([{ epoch: '1', holder: holder.holder }]);
    await session.end();
  });

  it('goes to one of many that wait', async () => {
    const first = await held();
    const others = [journal(), journal(), journal(), journal()];
    const openings = others.map(async ({ journal: other }) => {
      await other.open();
      return other;
    });
    await Promise.all(others.map(({ waiting: told }) => told));
    await first.journal.close();
    const winner = await Promise.race(openings);
    expect(winner.epoch).toBe(2);
    expect(others.filter(({ journal: other }) => other.valid())).toHaveLength(1);
    // The others go on waiting until they are closed.
    const losers = openings.filter((_, index) => others[index]?.journal !== winner);
    for (const { journal: other } of others) if (other !== winner) await other.close();
    for (const loser of losers) await expect(loser).rejects.toThrow(JournalClosed);
  });

  it('is refused to a server of another tenant', async () => {
    await (await held()).journal.close();
    const stranger = journal({ tenant: 'tenant-2' });
    await expect(stranger.journal.open()).rejects.toThrow(SchemaRefused);
    await expect(stranger.journal.open()).rejects.toThrow(/belongs to tenant 'tenant-1', not 'tenant-2'/);
  });

  it('keeps the configuration of a server that has lost it from being saved', async () => {
    const { journal: holder } = await held();
    expect(await holder.loadConfiguration()).toBeUndefined();
    await holder.saveConfiguration('v1', '{"a":"\\u0000"}');
    await holder.saveConfiguration('v2', '{"b":1}');
    expect(await holder.loadConfiguration()).toMatchObject({ version: 'v2', document: '{"b":1}' });
    await bed.sql('UPDATE lease SET epoch = epoch + 1');
    await expect(holder.saveConfiguration('v3', '{}')).rejects.toThrow(LeaseLost);
    expect(await holder.loadConfiguration()).toMatchObject({ version: 'v2' });
  });

  it('is told as lost when its epoch is raised, whatever the server is doing', async () => {
    const made = await held();
    await bed.sql('UPDATE lease SET epoch = epoch + 1');
    await expect(made.journal.commit(batch(1, { created: new Set([waiting()]) }))).rejects.toThrow(LeaseLost);
    expect(await made.fatal).toBeInstanceOf(LeaseLost);
    expect(await bed.sql('SELECT id FROM interactions')).toEqual([]);
  });
});

describe.runIf(await requirePart('postgres', 'the journal: waiting for the database'))(
  'a journal whose database is away',
  () => {
    it('opens when it comes back, and can be closed before', async () => {
      const bed = await testBed();
      const { host, port } = settingsOf(bed.url);
      const proxy = await startProxy({ target: { host, port } });
      await proxy.refuse();
      const there = settingsOf(bed.url, { host: proxy.host, port: proxy.port });
      const given = newJournal(there);
      const givenUp = given.journal.open();
      await Promise.all([expect(givenUp).rejects.toThrow(JournalClosed), given.journal.close()]);
      const made = newJournal(there);
      const opening = made.journal.open();
      await vi.waitFor(() => expect(made.lines.some(({ level }) => level === 'warn')).toBe(true));
      await proxy.accept();
      await opening;
      expect(made.journal.inDoubt()).toBe(false);
      expect(JSON.stringify(made.lines)).not.toContain(new URL(bed.url).password);
      await made.journal.close();
      await proxy.stop();
      await bed.drop();
    });

    it('does not wait for one whose schema somebody has changed by hand', async () => {
      const bed = await testBed();
      const made = await openJournal(settingsOf(bed.url));
      await made.journal.close();
      await bed.sql('ALTER TYPE interaction_moved RENAME TO elsewhere');
      const { journal: refused } = newJournal(settingsOf(bed.url));
      await expect(refused.open()).rejects.toThrow(/types of rows not read.*42704/);
      await refused.close();
      await bed.drop();
    });

    it('does not wait for one that refuses another release', async () => {
      const bed = await testBed();
      const made = await openJournal(settingsOf(bed.url));
      await made.journal.close();
      await bed.sql("INSERT INTO migrations (major, number, name, checksum) VALUES (2, 1, '2.0001-other', 'x')");
      const { journal: refused } = newJournal(settingsOf(bed.url));
      await expect(refused.open()).rejects.toThrow(SchemaRefused);
      await refused.close();
      await bed.drop();
    });
  },
);
