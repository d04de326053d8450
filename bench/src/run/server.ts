import { join } from 'node:path';
import pg from 'pg';
import { ServerUnderTest } from '../rig/server.ts';
import type { Stage } from './stage.ts';

/** Schema of the server's tables where nothing else is set. */
const SCHEMA = 'ixn';

/** The Interaction Server in a process of its own, on a database that only it has. */
export interface Ours {
  readonly server: ServerUnderTest;
  /** One number out of the database; `$schema` in the statement stands for the server's schema. */
  number(sql: string): Promise<number>;
  close(): Promise<void>;
}

export interface OursOptions {
  readonly stage: Stage;
  readonly databaseUrl: string;
  readonly configurationPort: number;
}

/** Starts the server and waits until it is ready. */
export async function startOurs({ stage, databaseUrl, configurationPort }: OursOptions): Promise<Ours> {
  const logFile = join(stage.folder, 'server.log');
  const server = await ServerUnderTest.at({ databaseUrl, configurationPort, logFile });
  let ended = false;
  const close = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    await server.end('SIGTERM');
  };
  stage.onClose(close);
  server.start();
  await server.ready();
  return { server, number: (sql) => numberFrom(databaseUrl, sql.replaceAll('$schema', SCHEMA)), close };
}

/** The only value of the only row. */
export async function numberFrom(databaseUrl: string, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Number(Object.values(rows[0] ?? {})[0]);
  } finally {
    await client.end();
  }
}

/** Throws when a round lost or doubled something: then its figures mean nothing. */
export function mustBe(what: string, found: number, wanted: number): void {
  if (found !== wanted) throw new Error(`${what}: ${found} in the database, ${wanted} acked`);
}
