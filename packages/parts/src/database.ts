import { createHash, randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';

/** How a template database is filled, such as by running migrations. */
export interface DatabaseTemplate {
  /** Changes whenever what {@link fill} makes would: the text of the migrations, say. */
  readonly key: string;
  /** Fills the empty database at `url`. Must have closed its connections when it resolves. */
  readonly fill: (url: string) => Promise<void>;
}

export interface TestDatabase {
  /** Address of this database, with credentials. */
  readonly url: string;
  readonly name: string;
  /** Removes it, and cuts the connections that are left to it. */
  drop(): Promise<void>;
}

/** PostgreSQL's longest wait for a lock while templates and databases are made. */
const lockTimeoutMs = 60_000;

/** The same server and user as `url`, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** The same database and user as `url` at another address: a proxy's, say. */
export function withAddress(url: string, address: { host: string; port: number }): string {
  const changed = new URL(url);
  changed.hostname = address.host;
  changed.port = String(address.port);
  return changed.href;
}

/** Makes the database `name` unless it is there. Returns its address. */
export async function ensureDatabase(url: string, name: string): Promise<string> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  });
  return withDatabase(url, name);
}

/**
 * A database of its own on the server at `url`: a copy of the template, which the first caller makes and the others
 * wait for. Without a template it is empty.
 */
export async function cloneDatabase(url: string, template?: DatabaseTemplate): Promise<TestDatabase> {
  const name = `ixn_test_${randomBytes(6).toString('hex')}`;
  await withClient(url, async (client) => {
    const source = template === undefined ? 'template1' : await ensureTemplate(client, url, template);
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(source)}`);
  });
  return {
    name,
    url: withDatabase(url, name),
    drop: () =>
      withClient(url, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
      }),
  };
}

/** Returns the template's name. A template counts as made once it takes no connections. */
async function ensureTemplate(client: Client, url: string, { key, fill }: DatabaseTemplate): Promise<string> {
  const name = `ixn_template_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
  const quoted = escapeIdentifier(name);
  await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
  try {
    const { rows } = await client.query<{ made: boolean }>(
      'SELECT NOT datallowconn AS made FROM pg_database WHERE datname = $1',
      [name],
    );
    if (rows[0]?.made === true) return name;
    await client.query(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${quoted}`);
    await fill(withDatabase(url, name));
    // Nobody connects from now on, autovacuum included: a copy never waits for a session to end.
    await client.query(`ALTER DATABASE ${quoted} ALLOW_CONNECTIONS false`);
    return name;
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]);
  }
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, lock_timeout: lockTimeoutMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
}
