import { requirePart } from '@ixn/parts/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { completed, waiting } from './support/arbitrary.ts';
import { type Cut, cuttingProxy, type CuttingProxy } from './support/cutting-proxy.ts';
import { look, settingsOf, testBed, type TestBed } from './support/database.ts';
import { batch, openJournal, type TestJournal } from './support/journals.ts';

describe.runIf(await requirePart('postgres', 'the journal: batches sent again'))('a batch whose answer is lost', () => {
  let bed: TestBed;
  let proxy: CuttingProxy;
  let made: TestJournal;
  let number = 0;

  beforeAll(async () => {
    bed = await testBed();
    const direct = settingsOf(bed.url);
    proxy = await cuttingProxy(direct);
    made = await openJournal({ ...direct, host: '127.0.0.1', port: proxy.port, reconnectPauseMs: 20 });
  });
  afterAll(async () => {
    await made.journal.close();
    await proxy.stop();
    await bed.drop();
  });
  beforeEach(() => bed.sql('DELETE FROM interactions'));

  /** Commits a batch with a row of each kind while the connection is cut, and checks that it was done once. */
  async function commitCutAt(cut: Cut | undefined): Promise<void> {
    const { journal } = made;
    const [moved, stopped] = [waiting(), waiting()];
    await journal.commit(batch(++number, { created: new Set([moved, stopped]) }));
    moved.assignedTo = 'agent';
    const created = waiting();
    const now = Date.now();
    proxy.passed();
    if (cut !== undefined) proxy.arm(cut);
    await journal.commit(
      batch(++number, {
        created: new Set([created]),
        moved: new Set([moved]),
        deleted: new Set([stopped]),
        completed: [completed(stopped.id, now)],
        events: new Uint8Array(3_000),
        counters: { eventSequence: number, submitSeq: number, ticket: number },
      }),
    );
    expect(journal.inDoubt()).toBe(false);
    const rows = await bed.sql('SELECT id, assigned_to FROM interactions WHERE id = ANY ($1) ORDER BY id', [
      [moved.id, stopped.id, created.id],
    ]);
    expect(rows).toEqual([
      { id: moved.id, assigned_to: 'agent' },
      { id: created.id, assigned_to: null },
    ]);
    const kept = await bed.sql('SELECT count(*)::int AS times FROM completed_interactions WHERE id = $1', [stopped.id]);
    expect(kept).toEqual([{ times: 1 }]);
    const entries = await bed.sql('SELECT length(events) AS bytes FROM outbox WHERE epoch = $1 AND batch = $2', [
      journal.epoch,
      number,
    ]);
    expect(entries).toEqual([{ bytes: 3_000 }]);
  }

  async function commitBackends(): Promise<readonly { pid: number; wait_event_type: string | null }[]> {
    const rows = await bed.sql(
      "SELECT pid, wait_event_type FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '% commit'",
    );
    return rows as { pid: number; wait_event_type: string | null }[];
  }

  async function blockedBackends(): Promise<number> {
    return (await commitBackends()).filter((backend) => backend.wait_event_type === 'Lock').length;
  }

  it('is written once, wherever on the way the connection is cut', async () => {
    // The second of a kind: the first also prepares the statement.
    await commitCutAt(undefined);
    await commitCutAt(undefined);
    const { to, from } = proxy.passed();
    expect(to).toBeGreaterThan(3_000);
    const cuts: Cut[] = [];
    for (let after = 0; after < to; after += 397) cuts.push({ direction: 'to', after });
    for (const after of [1, to - 6, to - 5, to - 1, to]) cuts.push({ direction: 'to', after });
    for (let after = 0; after < from; after += 7) cuts.push({ direction: 'from', after });
    for (const after of [from - 1]) cuts.push({ direction: 'from', after });
    for (const cut of cuts) await commitCutAt(cut);
    const doubts = made.lines.filter(({ event }) => event === 'batch in doubt').length;
    expect(doubts).toBe(cuts.length);
    const numbers = await bed.sql('SELECT count(*)::int AS rows, max(batch)::int AS newest FROM outbox');
    expect(numbers).toEqual([{ rows: number, newest: number }]);
  }, 120_000);

  it('is in doubt meanwhile, and says so', async () => {
    const { journal } = made;
    const told: boolean[] = [];
    const states: string[] = [];
    journal.onDoubt((inDoubt) => {
      told.push(inDoubt);
      states.push(journal.state);
    });
    proxy.arm({ direction: 'from', after: 0 });
    await journal.commit(batch(++number));
    expect(told).toEqual([true, false]);
    expect(states).toEqual(['in doubt', 'ready']);
  });

  it('waits for its first sending when that is still being worked on', async () => {
    const { journal } = made;
    const one = waiting();
    await journal.commit(batch(++number, { created: new Set([one]) }));
    const blocker = await look(bed.url);
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM interactions WHERE id = $1 FOR UPDATE', [one.id]);
    one.assignedTo = 'agent';
    const committing = journal.commit(batch(++number, { moved: new Set([one]) }));
    await vi.waitFor(async () => expect(await blockedBackends()).toBe(1));
    proxy.cutNow();
    // The first sending waits for the row, the second for the key of the first.
    await vi.waitFor(async () => expect(await blockedBackends()).toBe(2));
    await blocker.query('ROLLBACK');
    await blocker.end();
    await committing;
    expect(await bed.sql('SELECT assigned_to FROM interactions WHERE id = $1', [one.id])).toEqual([
      { assigned_to: 'agent' },
    ]);
  });

  it('is sent again when the database has ended the session', async () => {
    const { journal } = made;
    const [backend] = await commitBackends();
    await bed.sql('SELECT pg_terminate_backend($1)', [backend?.pid]);
    const one = waiting();
    await journal.commit(batch(++number, { created: new Set([one]) }));
    expect(await bed.sql('SELECT id FROM interactions WHERE id = $1', [one.id])).toEqual([{ id: one.id }]);
  });
});
