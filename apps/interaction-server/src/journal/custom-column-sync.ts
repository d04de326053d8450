import { escapeIdentifier } from 'pg';
import type { CustomColumn } from './custom-columns.ts';
import type { Database } from './database.ts';
import { ColumnRefused } from './errors.ts';
import { openSession, type Session } from './session.ts';
import { readSql, readStatement } from './sql-text.ts';
import { sqlstate } from './sqlstate.ts';

const LOCK_NOT_AVAILABLE = '55P03';

/** A column is added at once or not at all: whoever waits for the table's lock keeps batches waiting behind him. */
const LOCK_TIMEOUT = '200ms';
const ATTEMPTS = 50;
const ATTEMPT_PAUSE = 200;

/** An index of a million rows takes seconds; one that waits for a long reader, minutes. ms. */
const INDEX_TIMEOUT = 600_000;

const readColumns = readStatement('custom-columns-read');
const addColumn = readSql('custom-column-add');
const dropIndex = readSql('custom-index-drop');
const createIndex = readSql('custom-index-create');

/**
 * Adds the columns and indexes of custom properties that are missing; others are left alone. Batches go on meanwhile. Throws
 * {@link ColumnRefused} when a column is there with another type.
 */
export async function syncCustomColumns(database: Database, columns: readonly CustomColumn[]): Promise<void> {
  if (columns.length === 0) return;
  const session = await openSession(database, 'start', { lock_timeout: LOCK_TIMEOUT });
  try {
    const rows = await session.query(readColumns, []);
    const there = new Map(rows.map((row) => [row[0] as string, row as readonly [string, string, boolean | null]]));
    for (const { name, type } of columns) {
      const found = there.get(name)?.[1];
      if (found !== undefined && found !== type) {
        throw new ColumnRefused(
          `custom property column '${name}' is ${found} in the database and declared as ${type}: ` +
            `declare another column, or drop this one from table interactions`,
        );
      }
    }
    for (const { name, type, indexed } of columns) {
      if (!there.has(name)) await add(database, session, name, type);
      if (indexed && there.get(name)?.[2] !== true)
        await index(database, session, name, there.get(name)?.[2] === false);
    }
  } finally {
    await session.end();
  }
}

async function add(database: Database, session: Session, name: string, type: string): Promise<void> {
  const text = addColumn.text.replace('{{column}}', escapeIdentifier(name)).replace('{{type}}', type);
  for (let attempt = 1; ; attempt++) {
    try {
      await session.run(text);
      database.log.info({ column: name, type }, 'column of a custom property added');
      return;
    } catch (error) {
      if (sqlstate(error) !== LOCK_NOT_AVAILABLE || attempt === ATTEMPTS) throw error;
      await new Promise<void>((resolve) => {
        database.clock.after(ATTEMPT_PAUSE, resolve);
      });
    }
  }
}

/** `broken`: an earlier attempt was interrupted and has left an index that is not used. */
async function index(database: Database, session: Session, name: string, broken: boolean): Promise<void> {
  const names = { index: escapeIdentifier(`custom_${name}`), column: escapeIdentifier(name) };
  await session.run('SET lock_timeout = 0');
  if (broken) await session.run(dropIndex.text.replace('{{index}}', names.index), INDEX_TIMEOUT);
  await session.run(
    createIndex.text.replace('{{index}}', names.index).replace('{{column}}', names.column),
    INDEX_TIMEOUT,
  );
  await session.run(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  database.log.info({ column: name }, 'index of a custom property made');
}
