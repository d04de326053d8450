import { requirePart } from '@ixn/parts/vitest';
import { systemClock } from '@ixn/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CompletedPartitions } from '../../src/journal/completed-partitions.ts';
import type { Database } from '../../src/journal/database.ts';
import { LeaseLost } from '../../src/journal/errors.ts';
import { openSession, type Session } from '../../src/journal/session.ts';
import { DatabaseStatistics } from '../../src/journal/statistics.ts';
import { completed, waiting } from './support/arbitrary.ts';
import { look, settingsOf, testBed, type TestBed } from './support/database.ts';
import { batch, openJournal, type TestJournal } from './support/journals.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.runIf(await requirePart('postgres', 'the journal: stopped interactions'))(
  'what is kept of stopped interactions',
  () => {
    let bed: TestBed;
    let made: TestJournal;

    beforeAll(async () => {
      bed = await testBed();
    });
    afterAll(() => bed.drop());
    beforeEach(async () => {
      await bed.fresh();
      made = await openJournal(settingsOf(bed.url));
    });
    afterEach(async () => {
      await made.journal.close();
    });

    const partitions = (): Promise<unknown[]> =>
      bed
        .sql(
          "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'completed\\_interactions\\_%' ORDER BY 1",
        )
        .then((rows) => rows.map((row) => row['relname']));

    it('is found by id, many at a time; what is not known is missing', async () => {
      const { journal } = made;
      const now = Date.now();
      const retry = {
        key: 'k',
        router: 'r',
        request: 'RequestStopProcessing',
        error: 0,
        attribute: '',
        text: '',
        at: now,
      };
      const stopped = Array.from({ length: 2_500 }, (_, index) =>
        completed(waiting().id, now - index, { retry: index % 2 ? retry : null }),
      );
      await journal.commit(batch(1, { completed: stopped }));
      expect(await journal.findCompleted([...stopped.map(({ id }) => id), 'UNKNOWN', stopped[0]!.id])).toEqual(
        new Map(stopped.map((one) => [one.id, one])),
      );
      expect(await journal.findCompleted([])).toEqual(new Map());
      expect(await journal.findCompleted(["'; DROP TABLE lease --"])).toEqual(new Map());
    });

    it('has a partition for this hour and the next before anything is stopped', async () => {
      const names = await partitions();
      const hour = new Date(Math.floor(Date.now() / HOUR) * HOUR)
        .toISOString()
        .slice(0, 13)
        .replaceAll('-', '')
        .toLowerCase();
      expect(names).toHaveLength(2);
      expect(names[0]).toMatch(new RegExp(`^completed_interactions_${hour}0000_`));
    });

    it('gets a partition of its own where the clock has jumped', async () => {
      const { journal } = made;
      const [past, future] = [
        completed(waiting().id, Date.now() - 40 * DAY),
        completed(waiting().id, Date.now() + 40 * DAY),
      ];
      await journal.commit(batch(1, { completed: [past, future] }));
      expect([...(await journal.findCompleted([past.id, future.id])).values()]).toEqual(
        expect.arrayContaining([past, future]),
      );
      expect((await partitions()).length).toBeGreaterThanOrEqual(4);
    });

    it('is encoded as it is when it is given, however long its partition takes', async () => {
      const { journal } = made;
      const one = waiting();
      const committing = journal.commit(
        batch(1, { created: new Set([one]), completed: [completed(waiting().id, Date.now() + 40 * DAY)] }),
      );
      one.assignedTo = 'too late';
      await committing;
      expect(await bed.sql('SELECT assigned_to FROM interactions')).toEqual([{ assigned_to: null }]);
    });

    describe('by partition', () => {
      let session: Session;
      let kept: CompletedPartitions;

      beforeEach(async () => {
        const database: Database = {
          settings: settingsOf(bed.url),
          holder: 'test',
          clock: systemClock,
          statistics: new DatabaseStatistics(),
          log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        };
        session = await openSession(database, 'upkeep');
        kept = new CompletedPartitions(database, made.journal.epoch);
        for (const name of await partitions()) await bed.sql(`DROP TABLE ${String(name)}`);
      });
      afterEach(() => session.end());

      it('is dropped as a whole when all in it has expired', async () => {
        const start = Date.UTC(2026, 0, 31, 12);
        for (let hour = 0; hour < 5; hour += 2) await kept.cover(session, start + hour * HOUR, DAY);
        expect(await partitions()).toHaveLength(6);
        await kept.dropBefore(session, start + 2 * HOUR - 1);
        expect(kept.covers(start)).toBe(false);
        expect(kept.covers(start + HOUR)).toBe(true);
        await kept.dropBefore(session, start + 2 * HOUR);
        expect(kept.covers(start + 2 * HOUR - 1)).toBe(false);
        expect((await partitions())[0]).toBe('completed_interactions_20260131t140000_20260131t150000');
      });

      it('changes from hours to days, and back, without a gap or an overlap', async () => {
        const start = Date.UTC(2026, 0, 31, 22, 30);
        await kept.cover(session, start, DAY);
        await kept.cover(session, start + 3 * HOUR, 7 * DAY);
        await kept.cover(session, start + 50 * HOUR, DAY);
        await kept.cover(session, start - 20 * HOUR, 7 * DAY);
        for (let time = start - 20 * HOUR; time < start + 4 * HOUR; time += HOUR / 4)
          expect(kept.covers(time)).toBe(true);
        expect((await partitions()).slice(0, 3)).toEqual([
          'completed_interactions_20260131t000000_20260131t220000',
          'completed_interactions_20260131t220000_20260131t230000',
          'completed_interactions_20260131t230000_20260201t000000',
        ]);
      });

      it('stays while somebody reads it for long, and does not hold up batches meanwhile', async () => {
        const start = Date.UTC(2026, 0, 31, 12);
        await kept.cover(session, start, DAY);
        const reader = await look(bed.url);
        await reader.query('BEGIN');
        await reader.query('SELECT FROM completed_interactions');
        const dropping = kept.dropBefore(session, start + DAY);
        await made.journal.commit(batch(1, { completed: [completed(waiting().id, start)] }));
        await dropping;
        expect(await partitions()).toHaveLength(2);
        await reader.query('ROLLBACK');
        await reader.end();
        await kept.dropBefore(session, start + DAY);
        expect(await partitions()).toEqual([]);
      });

      it('is neither made nor dropped by a server that has lost the lease', async () => {
        const start = Date.UTC(2026, 0, 31, 12);
        await kept.cover(session, start, DAY);
        await bed.sql('UPDATE lease SET epoch = epoch + 1');
        await expect(kept.cover(session, start + 10 * HOUR, DAY)).rejects.toThrow(LeaseLost);
        await expect(kept.dropBefore(session, start + DAY)).rejects.toThrow(LeaseLost);
        expect(await partitions()).toHaveLength(2);
      });
    });

    it('is not found, and says so in time, while the database does not answer', async () => {
      const locker = await look(bed.url);
      await locker.query('BEGIN');
      await locker.query('LOCK TABLE completed_interactions');
      await expect(made.journal.findCompleted(['X'])).rejects.toThrow(/lock timeout/);
      await locker.query('ROLLBACK');
      await locker.end();
      expect(await made.journal.findCompleted(['X'])).toEqual(new Map());
      await vi.waitFor(() => expect(made.journal.statistics.currentRequests).toBe(0));
    });
  },
);
