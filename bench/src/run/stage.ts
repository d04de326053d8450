import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findPostgres, forgetPostgres, type Postgres, withDatabase } from '@ixn/parts';
import pg from 'pg';
import { serveConfiguration } from '../rig/configuration.ts';
import { type RigTenant, tenantDocument } from '../rig/tenant.ts';

/** The same for all who are measured; fsync, full_page_writes and synchronous_commit are on in any case. */
export const POSTGRES_SETTINGS = {
  max_connections: 200,
  shared_buffers: '512MB',
  min_wal_size: '1GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '15min',
  wal_buffers: '16MB',
} as const;

/** Write-ahead log that is written once before anything is measured, in messages of so many bytes. */
const FIRST_WAL_MESSAGES = 32;
const FIRST_WAL_MESSAGE_BYTES = 32 * 1024 * 1024;

/** Numbers of file systems that lie in memory, where a flush costs nothing (statfs(2)). */
const IN_MEMORY = new Map([
  [0x0102_1994, 'tmpfs'],
  [0x8584_58f6, 'ramfs'],
]);
const KNOWN = new Map([
  [0xef53, 'ext4'],
  [0x5846_5342, 'xfs'],
  [0x9123_683e, 'btrfs'],
  [0x794c_7630, 'overlayfs'],
  [0x2fc1_2fc1, 'zfs'],
]);

/** Where benches take place: one PostgreSQL, a folder for logs, and what has to be ended. */
export interface Stage {
  readonly postgres: Postgres;
  readonly postgresVersion: string;
  readonly fileSystem: string;
  /** For logs of servers. */
  readonly folder: string;
  readonly say: (line: string) => void;
  /** An empty database of this name; what was there is dropped. Writes what PostgreSQL has not written yet. */
  freshDatabase(name: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /**
   * A new database makes and zeroes each file of its log when it comes to it; one that has run for a while takes old ones again.
   * Writes, once, as much log as is kept, so that it is the latter that is measured.
   */
  useLogFiles(): Promise<void>;
  /** Serves the tenant's configuration until the stage closes. Resolves with the port. */
  configuration(tenant: RigTenant): Promise<number>;
  /** Calls it when the stage closes, the newest first; at once when it has closed. */
  onClose(close: () => Promise<void>): void;
  close(): Promise<void>;
}

/** Sets up the stage in `.ixn/bench` (or below IXN_DATA_DIR). Throws when that is no real file system. */
export async function openStage(say: (line: string) => void): Promise<Stage> {
  const folder = join(resolve(process.env['IXN_DATA_DIR'] ?? '.ixn'), 'bench');
  const dataDir = join(folder, 'postgres');
  mkdirSync(folder, { recursive: true });
  const fileSystem = realFileSystem(folder);
  await forgetPostgres(dataDir, say);
  const postgres = await findPostgres({ purpose: 'bench', own: true, dataDir, settings: POSTGRES_SETTINGS, say });
  const closers: (() => Promise<void>)[] = [];
  let logWritten = false;
  const query = async (...statements: string[]): Promise<readonly Record<string, string>[]> => {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      let rows: Record<string, string>[] = [];
      for (const statement of statements) ({ rows } = await client.query<Record<string, string>>(statement));
      return rows;
    } finally {
      await client.end();
    }
  };
  const stage: Stage = {
    postgres,
    postgresVersion: (await query('SHOW server_version'))[0]?.['server_version'] ?? 'unknown',
    fileSystem,
    folder,
    say,
    async freshDatabase(name) {
      await query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `CREATE DATABASE ${name}`, 'CHECKPOINT');
      return withDatabase(postgres.url, name);
    },
    async dropDatabase(name) {
      await query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
    async useLogFiles() {
      if (logWritten) return;
      logWritten = true;
      say('the database writes its first gigabyte of log');
      await writeLog(query);
    },
    async configuration(tenant) {
      const service = await serveConfiguration(tenantDocument(tenant));
      closers.push(() => service.close());
      return service.port;
    },
    onClose(close) {
      closers.push(close);
    },
    async close() {
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
      await postgres.stop();
      await forgetPostgres(dataDir, say);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

async function writeLog(query: (...statements: string[]) => Promise<unknown>): Promise<void> {
  const write = `SELECT pg_logical_emit_message(false, 'bench', repeat('x', ${FIRST_WAL_MESSAGE_BYTES}))`;
  for (let written = 0; written < FIRST_WAL_MESSAGES; written++) await query(write);
  await query('CHECKPOINT');
}

function realFileSystem(folder: string): string {
  const { type } = statfsSync(folder);
  const inMemory = IN_MEMORY.get(type);
  if (inMemory !== undefined) {
    throw new Error(`${folder} is on ${inMemory}, where a flush costs nothing: set IXN_DATA_DIR to a folder on a disk`);
  }
  return KNOWN.get(type) ?? `file system 0x${type.toString(16)}`;
}
