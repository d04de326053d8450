import { requirePart } from '@ixn/parts/vitest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../../src/state/batch.ts';
import type { Interaction } from '../../src/state/interaction.ts';
import { JournalRefused } from '../../src/journal/errors.ts';
import { completed, waiting } from './support/arbitrary.ts';
import { look, settingsOf, testBed, type TestBed } from './support/database.ts';
import { batch, openJournal, type TestJournal } from './support/journals.ts';

const SECRET = 'what a customer wrote';

function one(interaction: Interaction): ReadonlySet<Interaction> {
  return new Set([interaction]);
}

describe.runIf(await requirePart('postgres', 'the journal: refusals'))(
  'a batch that the database never will take',
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

    const row = waiting({ externalId: SECRET });
    const bad: [string, Partial<Batch>, RegExp][] = [
      ['NUL in a text', { created: one(waiting({ externalId: `${SECRET}\0` })) }, /SQLSTATE 22021/],
      ['an id that is there already', { created: one(waiting({ ...row })) }, /23505.*interactions_pkey/],
      ['a move of what is not there', { moved: one(waiting({ externalId: SECRET })) }, /memory and database disagree/],
      [
        'a change of what is not there',
        { changed: one(waiting({ externalId: SECRET })) },
        /memory and database disagree/,
      ],
      [
        'a deletion of what is not there',
        { deleted: one(waiting({ externalId: SECRET })) },
        /memory and database disagree/,
      ],
      [
        'a priority that is no integer',
        { created: one(waiting({ priority: 0.5, externalId: SECRET })) },
        /cannot be encoded.*integer/,
      ],
      ['a time that is none', { created: one(waiting({ receivedAt: NaN })) }, /cannot be encoded/],
      [
        'a live row for a stopped interaction',
        { created: one(waiting({ place: { kind: 'stopped', completedAt: 1, reason: SECRET } })) },
        /cannot be encoded.*stopped/,
      ],
    ];

    it.each(bad)('is refused with what and where, without values: %s', async (_, content, reason) => {
      await made.journal.commit(batch(1, { created: one(row) }));
      const failure = await made.journal.commit(batch(2, { ...content, completed: [completed('C', Date.now())] })).then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      expect(failure).toBeInstanceOf(JournalRefused);
      expect(failure?.message).toMatch(/batch 2 of epoch 1/);
      expect(failure?.message).toMatch(reason);
      expect(JSON.stringify([failure?.message, made.lines])).not.toContain(SECRET);
      // Nothing of it was done.
      expect(await bed.sql('SELECT id, external_id FROM interactions')).toEqual([{ id: row.id, external_id: SECRET }]);
      expect(await bed.sql('SELECT id FROM completed_interactions')).toEqual([]);
      expect(await bed.sql('SELECT batch::int FROM outbox')).toEqual([{ batch: 1 }]);
    });

    it('is refused where its number was used before it was ever sent', async () => {
      await made.journal.commit(batch(1));
      await expect(made.journal.commit(batch(1))).rejects.toThrow(/23505.*outbox_pkey/);
    });

    it('is refused where somebody has taken a table away', async () => {
      await bed.sql('ALTER TABLE interactions RENAME TO elsewhere');
      await expect(made.journal.commit(batch(1, { created: one(row) }))).rejects.toThrow(/42P01.*interactions/);
    });

    it('is not one that meets a lock: it is tried again', async () => {
      await made.journal.commit(batch(1, { created: one(row) }));
      const locker = await look(bed.url);
      await locker.query('BEGIN');
      await locker.query('SELECT FROM interactions FOR UPDATE');
      const committing = made.journal.commit(batch(2, { deleted: one(row) }));
      const told = new Promise<void>((resolve) => made.journal.onDoubt((inDoubt) => inDoubt && resolve()));
      await told;
      await locker.query('ROLLBACK');
      await locker.end();
      await committing;
      expect(await bed.sql('SELECT FROM interactions')).toEqual([]);
      expect(made.lines.find(({ event }) => event === 'batch in doubt')?.facts).toMatchObject({
        batch: 2,
        reason: expect.stringContaining('55P03'),
      });
    });

    it('is a mistake of the caller when another is under way', async () => {
      const first = made.journal.commit(batch(1));
      await expect(made.journal.commit(batch(2))).rejects.toThrow(/batch 2 was given while another was under way/);
      await first;
    });
  },
);
