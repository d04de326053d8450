import { readFileSync } from 'node:fs';
import pg from 'pg';

/** The server's own migrations: what is compared with it gets the very same tables, indexes and storage parameters. */
const MIGRATIONS = new URL('../../../apps/interaction-server/src/journal/migrations/', import.meta.url);
const NEEDED = ['1.0002-interactions.sql', '1.0003-outbox.sql'];

/** Makes the server's tables in an empty database, in its public schema. */
export async function createServerTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const name of NEEDED) await client.query(readFileSync(new URL(name, MIGRATIONS), 'utf8'));
    await client.query('CREATE TABLE completed_now PARTITION OF completed_interactions DEFAULT');
  } finally {
    await client.end();
  }
}

/** Connections of their own, each for one loop: no pool stands between. */
export async function connections(databaseUrl: string, count: number): Promise<pg.Client[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      return client;
    }),
  );
}
