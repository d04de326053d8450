import type { Postgres } from '@ixn/parts';
import { requirePart, startPostgres } from '@ixn/parts/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interaction } from '../../src/state/interaction.ts';
import { waiting } from './support/arbitrary.ts';
import { look, settingsOf } from './support/database.ts';
import { batch, openJournal, recoverAll } from './support/journals.ts';

describe.runIf(await requirePart('postgres', 'the journal: crashes of the database'))(
  'a database that is killed under load',
  () => {
    let postgres: Postgres;

    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres.stop());

    it.each(['SIGQUIT', 'SIGKILL', 'SIGQUIT'] as const)(
      'by %s keeps each batch once, and commits go on by themselves',
      async (signal) => {
        const made = await openJournal(settingsOf(postgres.url));
        const { journal } = made;
        const before = await recoverAll(journal);
        const live = new Map<string, Interaction>(before.live);
        let number = 0;
        const stop = new AbortController();
        let reached = Promise.withResolvers<void>();
        const commit = async (): Promise<void> => {
          while (!stop.signal.aborted) {
            const [created, moved] = [waiting(), [...live.values()].at(-1)];
            live.set(created.id, created);
            if (moved !== undefined) moved.assignedTo = `agent ${number}`;
            const own = { created: new Set([created]), moved: new Set(moved === undefined ? [] : [moved]) };
            const counters = { eventSequence: before.counters.eventSequence + number + 1, submitSeq: 0, ticket: 0 };
            await journal.commit(batch(++number, { ...own, events: new Uint8Array(5_000), eventCount: 1, counters }));
            if (number % 50 === 0) reached.resolve();
          }
        };
        const committing = commit();
        for (let kill = 0; kill < 2; kill++) {
          await reached.promise;
          reached = Promise.withResolvers();
          await postgres.kill(signal);
          await postgres.restart();
        }
        await reached.promise;
        stop.abort();
        await committing;
        const after = await recoverAll(journal);
        expect(after.live).toEqual(live);
        expect(after.counters.eventSequence).toBe(before.counters.eventSequence + number);
        const client = await look(postgres.url);
        const { rows } = await client.query(
          'SELECT count(*)::int AS rows, max(batch)::int AS newest FROM outbox WHERE epoch = $1',
          [journal.epoch],
        );
        expect(rows).toEqual([{ rows: number, newest: number }]);
        await client.end();
        expect(made.lines.some(({ event }) => event === 'database reached again')).toBe(true);
        await journal.close();
      },
      60_000,
    );
  },
);
