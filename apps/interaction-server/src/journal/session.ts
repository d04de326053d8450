import { Socket } from 'node:net';
import { Client, escapeIdentifier, type Submittable } from 'pg';
import { BoundRequest, parseMessage } from './bound-statement.ts';
import { applicationName, type Database, type Purpose } from './database.ts';
import { RequestTimedOut } from './errors.ts';
import { readStatement, type Statement } from './sql-text.ts';
import { describeError } from './sqlstate.ts';

/** What a parameter may be. A Buffer goes in PostgreSQL's binary format, everything else as text. */
export type Parameter = string | number | boolean | null | Buffer | readonly string[] | readonly number[];

/** A row as PostgreSQL's text format says it, converted by `pg` where it knows the type. */
export type Row = readonly unknown[];

/** Settings by name, as `SET` takes them. */
export type SessionSettings = Readonly<Record<string, string>>;

const settingsQuery = readStatement('session-settings');

/**
 * Of every session. A holder that is frozen, or whose machine vanished, keeps no lock and no connection for long: the statement
 * is the transaction, and the server's side of TCP gives up after 5 s.
 */
const COMMON_SETTINGS: SessionSettings = {
  idle_in_transaction_session_timeout: '2s',
  lock_timeout: '2s',
  tcp_keepalives_idle: '2',
  tcp_keepalives_interval: '1',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '5000',
  client_connection_check_interval: '1s',
  client_min_messages: 'warning',
  synchronous_commit: 'on',
  TimeZone: 'UTC',
  DateStyle: 'ISO',
  bytea_output: 'hex',
  extra_float_digits: '3',
  // Our tables are small or asked by key; compiling a query costs more than running it.
  jit: 'off',
};

/** One connection to the database. It is used until it fails or is ended, then replaced: see {@link Link}. */
export class Session {
  readonly purpose: Purpose;
  /** Process id of the backend that serves it. */
  readonly pid: number;
  readonly #database: Database;
  readonly #client: Client;
  readonly #socket: Socket;
  /** Names of the statements that {@link execute} has prepared. */
  readonly #prepared = new Set<string>();
  #ended = false;
  #onEnd: () => void = () => undefined;

  constructor(database: Database, purpose: Purpose, client: Client, socket: Socket) {
    this.purpose = purpose;
    this.pid = (client as unknown as { readonly processID: number }).processID;
    this.#database = database;
    this.#client = client;
    this.#socket = socket;
    database.statistics.connections++;
    client.on('end', () => this.#gone());
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Calls `listener` once, when the connection is gone for whatever reason. */
  onEnd(listener: () => void): void {
    if (this.#ended) listener();
    else this.#onEnd = listener;
  }

  /**
   * Runs a prepared statement; values in the order of its parameters. Rejects with the database's error, or with
   * {@link RequestTimedOut}, after which the connection is gone.
   */
  async query(statement: Statement, values: readonly Parameter[], timeoutMs?: number): Promise<Row[]> {
    const { name, text } = statement;
    return this.#timed(name, timeoutMs, async () => {
      const result = await this.#client.query<unknown[], Parameter[]>({
        name,
        text,
        values: values as Parameter[],
        rowMode: 'array',
      });
      return result.rows;
    });
  }

  /**
   * Runs a prepared statement from its bytes, made by {@link BoundMessage}. Returns how many rows it gave. Rejects like
   * {@link query}.
   */
  async execute(statement: Statement, message: Buffer): Promise<number> {
    const { name } = statement;
    const parse = this.#prepared.has(name) ? undefined : parseMessage(statement);
    const request = new BoundRequest(statement, parse, message, () => this.#prepared.add(name));
    return this.#timed(name, undefined, () => {
      this.#client.query(request);
      return request.done;
    });
  }

  /** Runs statements that have no parameters and return nothing, as one transaction unless they say otherwise. */
  async run(text: string, timeoutMs?: number): Promise<void> {
    await this.#timed('statements', timeoutMs, () => this.#client.query(text));
  }

  /** Hands something of its own kind to `pg`, such as a COPY. It keeps its own time. */
  submit(submittable: Submittable): void {
    this.#client.query(submittable);
  }

  /** Says goodbye and waits until the connection is closed, a second at most. */
  async end(): Promise<void> {
    if (this.#ended) return;
    const timer = this.#database.clock.after(1000, () => this.destroy());
    await this.#client.end();
    timer.cancel();
  }

  /** Closes the connection without a word. What is under way is lost, or done unseen. */
  destroy(): void {
    this.#socket.destroy();
  }

  async #timed<T>(name: string, timeoutMs: number | undefined, send: () => Promise<T>): Promise<T> {
    const { clock, statistics, settings, log } = this.#database;
    const limit = timeoutMs ?? settings.requestTimeoutMs;
    const sentAt = clock.now();
    let timedOut = false;
    const timer = clock.after(limit, () => {
      timedOut = true;
      this.destroy();
    });
    statistics.begin();
    try {
      const result = await send();
      statistics.end();
      const took = clock.now() - sentAt;
      if (took > settings.requestWarningMs) log.warn({ request: name, ms: Math.round(took) }, 'slow database request');
      return result;
    } catch (error) {
      statistics.failed(error);
      if (timedOut) throw new RequestTimedOut(`the database did not answer '${name}' within ${limit} ms`);
      throw error;
    } finally {
      timer.cancel();
    }
  }

  #gone(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#database.statistics.connections--;
    this.#onEnd();
  }
}

/**
 * Opens a connection and sets it up. Rejects when the database cannot be reached, refuses us, or is a read-only standby. The
 * error names the address, never the password.
 */
export async function openSession(database: Database, purpose: Purpose, own: SessionSettings = {}): Promise<Session> {
  const { settings, holder } = database;
  const socket = new Socket();
  const client = new Client({
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    password: settings.password,
    ssl: settings.ssl,
    application_name: applicationName(holder, purpose),
    keepAlive: true,
    keepAliveInitialDelayMillis: settings.keepAliveMs,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    stream: () => socket,
  });
  // An error of an idle connection is followed by its end, which is what counts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const session = new Session(database, purpose, client, socket);
    await setUp(session, { ...COMMON_SETTINGS, search_path: searchPath(settings.schema), ...own });
    return session;
  } catch (error) {
    socket.destroy();
    throw new Error(`database ${settings.host}:${settings.port}/${settings.database}: ${describeError(error)}`, {
      cause: error,
    });
  }
}

async function setUp(session: Session, wanted: SessionSettings): Promise<void> {
  const [row] = await session.query(settingsQuery, [Object.keys(wanted), Object.values(wanted)]);
  if (row?.[0] === true) throw new Error('it is a read-only standby');
}

/** The server's own schema and no other; temporary tables of the same name never come first. */
function searchPath(schema: string): string {
  return `${escapeIdentifier(schema)}, pg_temp`;
}
