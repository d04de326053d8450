import { requirePart } from '@ixn/parts/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionSettings } from '../../src/journal/connection-settings.ts';
import type { Database } from '../../src/journal/database.ts';
import { SchemaRefused } from '../../src/journal/errors.ts';
import { migrate } from '../../src/journal/migrate.ts';
import { type Migration, readMigrations } from '../../src/journal/migrations.ts';
import { DatabaseStatistics } from '../../src/journal/statistics.ts';
import { systemClock } from '@ixn/protocol';
import { waiting } from './support/arbitrary.ts';
import { settingsOf, testBed, type TestBed } from './support/database.ts';
import { batch, openJournal, recoverAll } from './support/journals.ts';

const ours = readMigrations();

function database(settings: ConnectionSettings, applied: string[] = []): Database {
  return {
    settings,
    holder: 'test',
    clock: systemClock,
    statistics: new DatabaseStatistics(),
    log: {
      info: (facts) => void applied.push((facts as { migration: string }).migration),
      warn: () => undefined,
      error: () => undefined,
    },
  };
}

function migration(major: number, number: number, text: string): Migration {
  const name = `${major}.${String(number).padStart(4, '0')}-test`;
  return { major, number, name, text, checksum: `checksum of ${text}` };
}

describe('the migrations of this release', () => {
  it('are in order and begin with what the lease needs', () => {
    expect(ours.map(({ name }) => name)).toEqual(ours.map(({ name }) => name).toSorted());
    expect(ours[0]?.text).toContain('CREATE TABLE lease');
    expect(new Set(ours.map(({ major, number }) => `${major}.${number}`)).size).toBe(ours.length);
  });
});

describe.runIf(await requirePart('postgres', 'the journal: migrations'))('migrating', () => {
  let bed: TestBed;

  beforeAll(async () => {
    bed = await testBed();
  });
  afterAll(() => bed.drop());
  beforeEach(async () => {
    await bed.fresh();
  });

  const recorded = (): Promise<unknown[]> =>
    bed.sql('SELECT name FROM migrations ORDER BY major, number').then((rows) => rows.map((row) => row['name']));

  it('applies each migration once', async () => {
    const applied: string[] = [];
    await migrate(database(settingsOf(bed.url), applied), ours);
    await migrate(database(settingsOf(bed.url), applied), ours);
    expect(applied).toEqual(ours.map(({ name }) => name));
    expect(await recorded()).toEqual(applied);
  });

  it('goes on where it stopped', async () => {
    await migrate(database(settingsOf(bed.url)), ours.slice(0, 1));
    const applied: string[] = [];
    await migrate(database(settingsOf(bed.url), applied), ours);
    expect(applied).toEqual(ours.slice(1).map(({ name }) => name));
  });

  it('lets two servers start at once', async () => {
    const applied: string[] = [];
    await Promise.all(Array.from({ length: 4 }, () => migrate(database(settingsOf(bed.url), applied), ours)));
    expect(applied).toEqual(ours.map(({ name }) => name));
  });

  it('does nothing at all when one of them fails', async () => {
    const broken = [...ours, migration(1, 9999, 'CREATE TABLE interactions ()')];
    await expect(migrate(database(settingsOf(bed.url)), broken)).rejects.toThrow(/interactions/);
    expect(await bed.sql("SELECT FROM pg_namespace WHERE nspname = 'ixn'")).toEqual([]);
  });

  it('refuses a migration that was edited after it was applied', async () => {
    await migrate(database(settingsOf(bed.url)), [migration(1, 1, 'SELECT 1')]);
    const edited = migrate(database(settingsOf(bed.url)), [migration(1, 1, 'SELECT 2')]);
    await expect(edited).rejects.toThrow(SchemaRefused);
    await expect(edited).rejects.toThrow(/1\.0001-test.*edited/);
  });

  it('works on a schema to which a later minor release has added', async () => {
    await migrate(database(settingsOf(bed.url)), [
      ...ours,
      migration(1, 9998, 'ALTER TABLE interactions ADD COLUMN later text; ALTER TABLE outbox ADD COLUMN later text'),
      migration(1, 9999, "ALTER TABLE completed_interactions ADD COLUMN later text DEFAULT 'x' NOT NULL"),
    ]);
    const { journal } = await openJournal(settingsOf(bed.url));
    const one = waiting();
    await journal.commit(batch(1, { created: new Set([one]) }));
    expect([...(await recoverAll(journal)).live.values()]).toEqual([one]);
    await journal.close();
  });

  it('refuses a schema of a later major version', async () => {
    await migrate(database(settingsOf(bed.url)), [...ours, migration(2, 1, 'SELECT 1')]);
    const older = migrate(database(settingsOf(bed.url)), ours);
    await expect(older).rejects.toThrow(SchemaRefused);
    await expect(older).rejects.toThrow(/schema 'ixn' has version 2 .*knows up to version 1/);
  });

  it('works in any schema, whatever its name, and leaves public alone', async () => {
    const schema = 'Tenant "one"; drop';
    const { journal } = await openJournal(settingsOf(bed.url, { schema }));
    await journal.useCustomProperties([{ key: 'k', column: 'k', type: 'string', indexed: true }]);
    const one = waiting({ custom: ['v'] });
    await journal.commit(batch(1, { created: new Set([one]) }));
    expect([...(await recoverAll(journal)).live.values()]).toEqual([one]);
    await journal.close();
    const tables = await bed.sql(
      "SELECT DISTINCT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname !~ '^pg_|^information_schema$'",
    );
    expect(tables).toEqual([{ nspname: schema }]);
  });
});

describe.runIf(await requirePart('postgres', 'the journal: a role without rights'))('a role that owns nothing', () => {
  let bed: TestBed;
  const role = `ixn_test_${process.pid}`;

  beforeAll(async () => {
    bed = await testBed();
    await bed.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'secret-of-the-role'`);
    await bed.sql('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  });
  afterAll(async () => {
    await bed.sql(`DROP OWNED BY ${role} CASCADE`);
    await bed.sql(`DROP ROLE ${role}`);
    await bed.drop();
  });

  const asRole = (): ConnectionSettings => settingsOf(bed.url, { user: role, password: 'secret-of-the-role' });

  it('is told what it may not do', async () => {
    await expect(openJournal(asRole())).rejects.toThrow(
      /user 'ixn_test_.* may not set up schema 'ixn' .*GRANT CREATE ON DATABASE/,
    );
  });

  it('needs CREATE on the database, and nothing else', async () => {
    await bed.sql(`DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO ${role}', current_database()); END $$`);
    const { journal } = await openJournal(asRole());
    await journal.useCustomProperties([{ key: 'k', column: 'k', type: 'timestamp', indexed: true }]);
    const one = waiting({ custom: [null] });
    await journal.commit(batch(1, { created: new Set([one]) }));
    expect([...(await recoverAll(journal)).live.values()]).toEqual([one]);
    await journal.close();
    const next = await openJournal(asRole());
    expect(next.journal.epoch).toBe(2);
    await next.journal.close();
  });
});
