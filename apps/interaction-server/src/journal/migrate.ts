import { escapeIdentifier } from 'pg';
import type { Database } from './database.ts';
import { SchemaRefused } from './errors.ts';
import type { Migration } from './migrations.ts';
import { openSession, type Session } from './session.ts';
import { readSql, readStatement } from './sql-text.ts';
import { describeError, sqlstate } from './sqlstate.ts';

const INSUFFICIENT_PRIVILEGE = '42501';

/** Longest wait for another server that migrates, and longest duration of a migration. ms. */
const LOCK_TIMEOUT = 60_000;
const MIGRATION_TIMEOUT = 600_000;

const migrationsTable = readSql('migrations-table');
const migrationsLock = readStatement('migrations-lock');
const schemaThere = readStatement('schema-there');
const migrationsRead = readStatement('migrations-read');
const migrationsRecord = readStatement('migrations-record');

interface Applied {
  readonly major: number;
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/**
 * Brings the schema up to `migrations`: makes it when it is missing, applies what was not applied yet, all in one transaction, one
 * server at a time. Within a major version migrations only add, so what a later minor release has applied is left alone.
 * Throws {@link SchemaRefused} when the schema is of a later major version, when a migration was edited after it was applied, or when
 * a privilege is missing.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  const session = await openSession(database, 'start', { lock_timeout: String(LOCK_TIMEOUT) });
  try {
    await session.run('BEGIN');
    await session.query(migrationsLock, [database.settings.schema], LOCK_TIMEOUT);
    await apply(database, session, migrations);
    await session.run('COMMIT');
  } catch (error) {
    if (sqlstate(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    const { schema, user, database: name } = database.settings;
    throw new SchemaRefused(
      `user '${user}' may not set up schema '${schema}' in database '${name}' (${describeError(error)}): ` +
        `GRANT CREATE ON DATABASE, or let it own the schema`,
      { cause: error },
    );
  } finally {
    await session.end();
  }
}

async function apply(database: Database, session: Session, migrations: readonly Migration[]): Promise<void> {
  const { schema } = database.settings;
  const [there] = await session.query(schemaThere, [schema]);
  const [hasSchema, hasMigrations] = there as [boolean, boolean];
  if (!hasSchema) await session.run(`CREATE SCHEMA ${escapeIdentifier(schema)}`);
  if (!hasMigrations) await session.run(migrationsTable.text);
  const applied = (await session.query(migrationsRead, [])).map(readApplied);
  check(database, applied, migrations);
  for (const migration of migrations) {
    if (applied.some(({ major, number }) => major === migration.major && number === migration.number)) continue;
    await session.run(migration.text, MIGRATION_TIMEOUT);
    const { major, number, name, checksum } = migration;
    await session.query(migrationsRecord, [major, number, name, checksum]);
    database.log.info({ migration: name, schema }, 'migration applied');
  }
}

function check(database: Database, applied: readonly Applied[], migrations: readonly Migration[]): void {
  const { schema } = database.settings;
  const newest = Math.max(...migrations.map(({ major }) => major));
  for (const { major, number, name, checksum } of applied) {
    const known = migrations.find((migration) => migration.major === major && migration.number === number);
    if (known === undefined) {
      if (major > newest) {
        throw new SchemaRefused(
          `schema '${schema}' has version ${major} (migration ${name}), this release knows up to version ${newest}: ` +
            `start a release that knows it, or restore a backup from before the upgrade`,
        );
      }
    } else if (known.checksum !== checksum) {
      throw new SchemaRefused(
        `migration ${known.name} is not what was applied to schema '${schema}': it was edited. Restore its text and add a new migration`,
      );
    }
  }
}

function readApplied(row: readonly unknown[]): Applied {
  const [major, number, name, checksum] = row as [number, number, string, string];
  return { major, number, name, checksum };
}
