import { requirePart } from '@ixn/parts/vitest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { customColumns, type CustomProperty } from '../../src/journal/custom-columns.ts';
import { ColumnRefused } from '../../src/journal/errors.ts';
import { waiting } from './support/arbitrary.ts';
import { look, settingsOf, testBed, type TestBed } from './support/database.ts';
import { batch, openJournal, recoverAll, type TestJournal } from './support/journals.ts';

/** A row without values in its custom columns. */
const EMPTY = { a: null, b: null, c: null };

function property(column: string, type: CustomProperty['type'] = 'string', indexed = false): CustomProperty {
  return { key: `Key of ${column}`, column, type, indexed };
}

describe('names of custom columns', () => {
  it.each([
    ['', /'Key of '.*must be 1 to 48/],
    ['1st', /must be 1 to 48/],
    ['Segment', /must be 1 to 48/],
    ['a b', /must be 1 to 48/],
    ['a"; DROP TABLE lease; --', /must be 1 to 48/],
    ['ümlaut', /must be 1 to 48/],
    ['a'.repeat(49), /must be 1 to 48/],
    ['priority', /name of a system property/],
    ['user_data', /name of a system property/],
    ['xmin', /name of a system property/],
  ])('refuse %j', (column, reason) => {
    expect(() => customColumns([property(column)])).toThrow(ColumnRefused);
    expect(() => customColumns([property(column)])).toThrow(reason);
  });

  it('refuse one that is declared twice', () => {
    expect(() => customColumns([property('a'), property('b'), property('a')])).toThrow(/'a' is declared twice/);
  });

  it('take what a person can write in SQL, reserved words too', () => {
    expect(
      customColumns([property('_a1'), property('select', 'number'), property('a'.repeat(48), 'timestamp', true)]),
    ).toEqual([
      { name: '_a1', type: 'text', indexed: false },
      { name: 'select', type: 'double precision', indexed: false },
      { name: 'a'.repeat(48), type: 'timestamptz', indexed: true },
    ]);
  });
});

describe.runIf(await requirePart('postgres', 'the journal: custom columns'))('custom columns', () => {
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

  const added = (): Promise<Record<string, unknown>[]> =>
    bed.sql(
      `SELECT column_name AS name, data_type AS type,
         EXISTS (SELECT FROM pg_indexes WHERE schemaname = 'ixn' AND indexname = 'custom_' || column_name) AS indexed
       FROM information_schema.columns
       WHERE table_schema = 'ixn' AND table_name = 'interactions' AND ordinal_position > 31 ORDER BY ordinal_position`,
    );

  it('are added with their types and indexes, once', async () => {
    const properties = [
      property('select', 'string', true),
      property('score', 'number'),
      property('pkey', 'timestamp', true),
    ];
    const expected = [
      { name: 'select', type: 'text', indexed: true },
      { name: 'score', type: 'double precision', indexed: false },
      { name: 'pkey', type: 'timestamp with time zone', indexed: true },
    ];
    await made.journal.useCustomProperties(properties);
    expect(await added()).toEqual(expected);
    await made.journal.useCustomProperties(properties);
    expect(await added()).toEqual(expected);
  });

  it('get an index later, and keep it', async () => {
    await made.journal.useCustomProperties([property('a')]);
    await made.journal.useCustomProperties([property('a', 'string', true)]);
    expect(await added()).toEqual([{ name: 'a', type: 'text', indexed: true }]);
  });

  it('are refused by name when their type has changed, and nothing else is changed', async () => {
    await made.journal.useCustomProperties([property('a', 'number')]);
    const changed = made.journal.useCustomProperties([property('b'), property('a', 'timestamp')]);
    await expect(changed).rejects.toThrow(ColumnRefused);
    await expect(changed).rejects.toThrow(/column 'a' is double precision in the database and declared as timestamptz/);
    expect(await added()).toEqual([{ name: 'a', type: 'double precision', indexed: false }]);
  });

  it('take the order of the configuration, which changes from one batch to the next', async () => {
    const { journal } = made;
    const [a, b] = [property('a'), property('b', 'number')];
    await journal.useCustomProperties([a, b]);
    const one = waiting({ custom: ['text', 1] });
    await journal.commit(batch(1, { created: new Set([one]) }));
    await journal.prepareCustomProperties([b, property('c', 'timestamp')]);
    await journal.commit(batch(2, { changed: new Set([one]) }));
    journal.switchCustomProperties([b, property('c', 'timestamp')]);
    one.custom = [2, 1_767_225_600_000];
    await journal.commit(batch(3, { changed: new Set([one]) }));
    expect(await bed.sql('SELECT a, b, c FROM interactions')).toEqual([
      { a: 'text', b: 2, c: new Date(1_767_225_600_000) },
    ]);
    expect((await recoverAll(journal)).live.get(one.id)?.custom).toEqual(one.custom);
  });

  it('are NULL where a value is missing or not of their type', async () => {
    const { journal } = made;
    await journal.useCustomProperties([property('a'), property('b', 'number'), property('c', 'timestamp')]);
    await journal.commit(
      batch(1, { created: new Set([waiting({ custom: [] }), waiting({ custom: [1, 'text', 'text'] })]) }),
    );
    expect(await bed.sql('SELECT a, b, c FROM interactions')).toEqual([EMPTY, EMPTY]);
  });

  it('are added, and indexed, without holding up batches, even while somebody reads for long', async () => {
    const reader = await look(bed.url);
    await reader.query('BEGIN');
    await reader.query('SELECT FROM interactions');
    const adding = made.journal.useCustomProperties([property('a', 'string', true)]);
    for (let number = 1; number <= 20; number++)
      await made.journal.commit(batch(number, { created: new Set([waiting()]) }));
    await reader.query('ROLLBACK');
    await reader.end();
    await adding;
    expect(await added()).toEqual([{ name: 'a', type: 'text', indexed: true }]);
    expect(Math.max(...made.commits)).toBeLessThan(2_000);
  });

  it('get a broken index made again', async () => {
    await made.journal.useCustomProperties([property('a', 'string', true)]);
    await bed.sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'custom_a'::regclass");
    await made.journal.useCustomProperties([property('a', 'string', true)]);
    expect(await bed.sql("SELECT indisvalid FROM pg_index WHERE indexrelid = 'custom_a'::regclass")).toEqual([
      { indisvalid: true },
    ]);
  });
});
