import { freePort } from '@ixn/parts';
import { interactionServerSettings, loadSettings } from '@ixn/config';
import { Client, type ClientOptions, type ClientType, tcp } from '@ixn/protocol';
import { pino } from 'pino';
import { Server } from '../../../src/start/server.ts';
import { TENANT_ID } from './tenant.ts';

export interface RunningServer {
  readonly port: number;
  readonly healthPort: number;
  /** Lines of the log, parsed. */
  readonly lines: Record<string, unknown>[];
  /** Why the server could not go on, when it could not. */
  readonly fatal: Error[];
  client(type: ClientType, name: string, options?: Partial<ClientOptions>): Promise<Client>;
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly databaseUrl: string;
  readonly configurationPort: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Return before it listens. */
  readonly waiting?: boolean;
}

/** The whole server within the test's process, on a real database, listening at a free port. */
export async function runServer(options: RunOptions): Promise<RunningServer> {
  const [port, healthPort] = [await freePort(), await freePort()];
  const loaded = loadSettings(interactionServerSettings, {
    argv: [],
    env: {
      IXN_TENANT_ID: TENANT_ID,
      IXN_LISTEN_PORT: String(port),
      IXN_HEALTH_PORT: String(healthPort),
      IXN_CONF_SERVER_PORT: String(options.configurationPort),
      IXN_DB_URL: options.databaseUrl,
      IXN_DB_RECONNECT_PAUSE: '0.1',
      ...options.environment,
    },
    readFile: () => '',
  });
  if (loaded.kind !== 'settings') throw new Error('settings expected');
  const lines: Record<string, unknown>[] = [];
  const fatal: Error[] = [];
  const log = pino({ messageKey: 'event' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const server = new Server(loaded.settings, log, (reason) => fatal.push(reason));
  const started = server.start();
  if (options.waiting !== true) await started;
  else started.catch((error: unknown) => fatal.push(error as Error));
  const clients: Client[] = [];
  return {
    port,
    healthPort,
    lines,
    fatal,
    async client(type, name, own = {}) {
      const client = new Client({
        name,
        type,
        transport: tcp({ host: '127.0.0.1', port }),
        waitForServer: true,
        requestTimeoutMs: 20_000,
        ...own,
      });
      clients.push(client);
      await client.open();
      return client;
    },
    async stop() {
      await Promise.all(clients.map((client) => client.close()));
      await server.stop();
    },
  };
}
