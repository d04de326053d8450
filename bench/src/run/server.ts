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
  readonly number: (sql: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

export interface OursOptions {
  readonly stage: Stage;
  readonly databaseUrl: string;
  readonly configurationPort: number;
  /** Folder that a CPU profile of the server is written to when it ends. */
  readonly profile: string | undefined;
}

/** Starts the server and waits until it is ready. */
export async function startOurs({ stage, databaseUrl, configurationPort, profile }: OursOptions): Promise<Ours> {
  const logFile = join(stage.folder, 'server.log');
  const environment: Record<string, string> =
    profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` };
  const server = await ServerUnderTest.at({ databaseUrl, configurationPort, logFile, environment });
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
