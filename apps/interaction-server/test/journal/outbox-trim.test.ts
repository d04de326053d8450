import { requirePart } from '@ixn/parts/vitest';
import { systemClock } from '@ixn/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { OutboxTrim, TRIM_STEP } from '../../src/journal/outbox-trim.ts';
import { openSession, type Session } from '../../src/journal/session.ts';
import { DatabaseStatistics } from '../../src/journal/statistics.ts';
import { settingsOf, testBed, type TestBed } from './support/database.ts';
import { batch, openJournal, type TestJournal } from './support/journals.ts';

const FOREVER = { ms: 1e12, events: 1e12 };

describe.runIf(await requirePart('postgres', 'the journal: outbox retention'))('the outbox', () => {
  let bed: TestBed;
  let made: TestJournal;
  let session: Session;

  beforeAll(async () => {
    bed = await testBed();
  });
  afterAll(() => bed.drop());
  beforeEach(async () => {
    await bed.fresh();
    made = await openJournal(settingsOf(bed.url), { retention: { completed: 86_400_000, outbox: FOREVER } });
    session = await openSession(
      {
        settings: settingsOf(bed.url),
        holder: 'test',
        clock: systemClock,
        statistics: new DatabaseStatistics(),
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      },
      'upkeep',
    );
  });
  afterEach(async () => {
    await session.end();
    await made.journal.close();
  });

  /** Rows of an epoch, `first` to `last`, each with 10 events, one a minute, the newest just now. */
  async function fill(epoch: number, first: number, last: number): Promise<void> {
    await bed.sql(
      `INSERT INTO outbox (epoch, batch, created_at, last_sequence, submit_seq, ticket, event_count, events)
       SELECT $1, n, clock_timestamp() - ($3 - n) * interval '1 minute', n * 10, 0, 0, 10, '' FROM generate_series($2::int, $3::int) AS n`,
      [epoch, first, last],
    );
  }

  const batches = (): Promise<number[]> =>
    bed
      .sql('SELECT batch::int FROM outbox ORDER BY epoch, batch')
      .then((rows) => rows.map((row) => row['batch'] as number));

  async function trimAll(trim: OutboxTrim, keep: { ms: number; events: number }): Promise<number> {
    let steps = 1;
    while (await trim.step(session, keep)) steps++;
    return steps;
  }

  it('keeps what is young enough', async () => {
    await fill(1, 1, 300);
    expect(await trimAll(new OutboxTrim(1), { ms: 60 * 60_000, events: 1e12 })).toBe(Math.floor(240 / TRIM_STEP) + 1);
    expect(await batches()).toEqual(Array.from({ length: 60 }, (_, index) => 241 + index));
  });

  it('keeps so many events at most', async () => {
    await fill(1, 1, 120);
    await trimAll(new OutboxTrim(1), { ms: 1e12, events: 1_000 });
    expect(await batches()).toEqual(Array.from({ length: 100 }, (_, index) => 21 + index));
  });

  it('never loses its newest row, over epochs too', async () => {
    await fill(1, 1, 70);
    await bed.sql('UPDATE lease SET epoch = 3');
    await fill(3, 1, 2);
    await trimAll(new OutboxTrim(3), { ms: 0, events: 0 });
    expect(await bed.sql('SELECT epoch::int, batch::int FROM outbox')).toEqual([{ epoch: 3, batch: 2 }]);
  });

  it('is left alone when there is nothing to do', async () => {
    await trimAll(new OutboxTrim(1), { ms: 0, events: 0 });
    await fill(1, 1, 10);
    expect(await trimAll(new OutboxTrim(1), FOREVER)).toBe(1);
    expect(await batches()).toHaveLength(10);
  });

  it('goes on from where it was', async () => {
    const trim = new OutboxTrim(1);
    await fill(1, 1, 100);
    await trimAll(trim, { ms: 1e12, events: 500 });
    await fill(1, 101, 200);
    await trimAll(trim, { ms: 1e12, events: 500 });
    expect(await batches()).toEqual(Array.from({ length: 50 }, (_, index) => 151 + index));
  });

  it('is not touched by a server that has lost the lease', async () => {
    await fill(1, 1, 10);
    await trimAll(new OutboxTrim(2), { ms: 0, events: 0 });
    expect(await batches()).toHaveLength(10);
  });

  it('is trimmed while batches are committed', async () => {
    const counters = { submitSeq: 0, ticket: 0 };
    const events = new Uint8Array(10_000);
    const { journal } = made;
    await journal.close();
    made = await openJournal(settingsOf(bed.url), {
      retention: { completed: 86_400_000, outbox: { ms: 1e12, events: 100 } },
    });
    let number = 0;
    const commit = (): Promise<void> =>
      made.journal.commit(
        batch(++number, { events, eventCount: 10, counters: { ...counters, eventSequence: number * 10 } }),
      );
    for (let count = 0; count < 200; count++) await commit();
    await vi.waitFor(
      async () => {
        await commit();
        expect((await batches()).length).toBeLessThan(50);
      },
      { timeout: 10_000, interval: 20 },
    );
    const left = await batches();
    expect(left.slice(-11)).toEqual(Array.from({ length: 11 }, (_, index) => number - 10 + index));
  });
});
