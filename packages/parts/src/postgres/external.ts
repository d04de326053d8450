import { Client } from 'pg';
import type { Postgres } from './postgres.ts';

/** The PostgreSQL that `IXN_DATABASE_URL` names. Throws when it does not answer: who names one wants that one. */
export async function externalPostgres(url: string): Promise<Postgres> {
  const { host, pathname } = parse(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return {
      how: `PostgreSQL ${rows[0]?.server_version} from IXN_DATABASE_URL at ${host}${pathname}`,
      url,
      source: 'url',
      pid: undefined,
      kill: refuse,
      restart: refuse,
      stop: () => Promise.resolve(),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`IXN_DATABASE_URL names a PostgreSQL at ${host}${pathname} that cannot be used: ${reason}`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function parse(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed !== undefined && ['postgres:', 'postgresql:'].includes(parsed.protocol)) return parsed;
  // The text may hold a password: it is not repeated.
  throw new Error('IXN_DATABASE_URL is not a URL: write postgres://user:password@host:port/database');
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('the PostgreSQL of IXN_DATABASE_URL was not started here: it is not stopped here'));
}
