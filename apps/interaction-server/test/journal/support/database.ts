import { testDatabase } from '@ixn/parts/vitest';
import { Client } from 'pg';
import { type ConnectionSettings, DEFAULT_CONNECTION_SETTINGS } from '../../../src/journal/connection-settings.ts';

/** An empty database of its own, and a plain connection to look into it. */
export interface TestBed {
  readonly url: string;
  readonly sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  /** Removes all that a journal has made. */
  readonly fresh: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** Made and dropped around the tests of a file. `sql` finds the server's tables without their schema. */
export async function testBed(): Promise<TestBed> {
  const database = await testDatabase();
  const client = await look(database.url);
  return {
    url: database.url,
    sql: (text, values) => client.query(text, values).then(({ rows }) => rows as Record<string, unknown>[]),
    fresh: () => client.query('DROP SCHEMA IF EXISTS ixn CASCADE').then(() => undefined),
    drop: async () => {
      await client.end();
      await database.drop();
    },
  };
}

/** A plain connection that looks into the server's schema. */
export async function look(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, options: '-c search_path=ixn' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** How a journal reaches the database at `url`. */
export function settingsOf(url: string, own: Partial<ConnectionSettings> = {}): ConnectionSettings {
  const { hostname, port, pathname, username, password } = new URL(url);
  return {
    ...DEFAULT_CONNECTION_SETTINGS,
    host: hostname,
    port: Number(port),
    database: pathname.slice(1),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    reconnectPauseMs: 100,
    ...own,
  };
}
