import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase, findPostgres, type Postgres, withDatabase } from '@ixn/parts';
import { tcp } from '@ixn/protocol';
import pg from 'pg';
import { checkHistory, type Violation } from '../history/check.ts';
import { readEvents, readFinalState } from '../history/read-history.ts';
import { serveConfiguration } from '../rig/configuration.ts';
import { FaultLoad } from '../rig/load.ts';
import { Recorder } from '../rig/recorder.ts';
import { ServerUnderTest } from '../rig/server.ts';
import { AGEING, tenantDocument } from '../rig/tenant.ts';

export const SCHEMA = 'ixn';
const DATABASE = 'faults';
const QUEUES = 4;
const AGENTS = 24;
/** A round counts only with this many acks in it, and with an unanswered request at the moment of the fault. */
const ACKS_IN_A_ROUND = 1_000;
const ROUND_TIMEOUT_MS = 120_000;
const SETTLE_TIMEOUT_MS = 120_000;
/** The outbox must keep every event of the run for the checker. In hours. */
const RETENTION = 24;

/** Everything that a fault run needs: database, configuration service, servers, load, ledger. */
export interface FaultRig {
  readonly postgres: Postgres;
  readonly databaseUrl: string;
  readonly recorder: Recorder;
  readonly load: FaultLoad;
  readonly folder: string;
  /** Makes a server at ports of its own; starts nothing. `databaseUrl` may lead through a proxy. */
  server(databaseUrl?: string): Promise<ServerUnderTest>;
  /** Resolves when a round's worth of requests was acked since the last call and some are unanswered now. */
  roundIsUnderWay(): Promise<void>;
  /** Lets the load run dry and checks the whole history. */
  verdict(): Promise<Verdict>;
  close(): Promise<void>;
}

export interface Verdict {
  readonly acked: number;
  readonly events: number;
  readonly violations: readonly Violation[];
}

export interface FaultRigOptions {
  /** Ports of the servers, tried in turn by every client. */
  readonly ports: () => readonly number[];
  readonly say: (line: string) => void;
}

export async function faultRig(options: FaultRigOptions): Promise<FaultRig> {
  const folder = mkdtempSync(join(tmpdir(), 'ixn-faults-'));
  const postgres = await findPostgres({ purpose: 'faults', dataDir: undefined, port: undefined, own: true });
  await ensureDatabase(postgres.url, DATABASE);
  const databaseUrl = withDatabase(postgres.url, DATABASE);
  const settings = {
    'outbox-retention': RETENTION,
    'agent-session-restore-timeout': 5,
    'router-session-restore-timeout': 10,
    'pull-hold-timeout': 2,
    'delivering-timeout': 10,
  };
  const configuration = await serveConfiguration(
    tenantDocument({ queues: QUEUES, agents: AGENTS, order: AGEING, settings }),
  );
  const recorder = new Recorder();
  let turn = 0;
  const load = new FaultLoad({
    transport: () => ({
      address: 'the server under test',
      // A client that comes back tries the other server, as behind an address that moves.
      connect: (signal) => {
        const ports = options.ports();
        return tcp({ host: '127.0.0.1', port: ports[turn++ % ports.length] as number }).connect(signal);
      },
    }),
    recorder,
    mediaServers: 4,
    routers: 2,
    agents: AGENTS,
    queues: QUEUES,
    window: 8,
  });
  const servers: ServerUnderTest[] = [];
  let ackedBefore = 0;
  return {
    postgres,
    databaseUrl,
    recorder,
    load,
    folder,
    async server(url = databaseUrl) {
      const logFile = join(folder, `server-${servers.length + 1}.log`);
      const server = await ServerUnderTest.at({ databaseUrl: url, configurationPort: configuration.port, logFile });
      servers.push(server);
      return server;
    },
    async roundIsUnderWay() {
      const enough = (): boolean => recorder.acked - ackedBefore >= ACKS_IN_A_ROUND && recorder.open > 0;
      await until(
        enough,
        ROUND_TIMEOUT_MS,
        () => `only ${recorder.acked - ackedBefore} acks, ${recorder.open} unanswered`,
      );
      ackedBefore = recorder.acked;
    },
    async verdict() {
      load.stopSubmitting();
      await runDry(databaseUrl);
      await load.stop();
      const database = new pg.Client(databaseUrl);
      await database.connect();
      try {
        const events = await readEvents(database, SCHEMA);
        const final = await readFinalState(database, SCHEMA);
        return {
          acked: recorder.acked,
          events: events.length,
          violations: checkHistory({ acts: recorder.acts, events, final }),
        };
      } finally {
        await database.end();
      }
    },
    async close() {
      await load.stop();
      await Promise.all(servers.map((server) => server.end('SIGTERM')));
      await configuration.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until nothing is live any more, or nothing has changed for a while: the checker judges what is left. */
async function runDry(databaseUrl: string): Promise<void> {
  const deadline = Date.now() + SETTLE_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const database = new pg.Client(databaseUrl);
    await database.connect();
    const { rows } = await database.query<{ count: string }>(`SELECT count(*) FROM ${SCHEMA}.interactions`);
    await database.end();
    if (rows[0]?.count === '0') return;
    await pause(200);
  }
}

async function until(condition: () => boolean, timeoutMs: number, state: () => string): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`the round does not get under way: ${state()}`);
    await pause(2);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
