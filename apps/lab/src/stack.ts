import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureDatabase, localHost, localPorts, type LocalPorts, type Postgres, withDatabase } from '@ixn/parts';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { FollowedTenant } from './configuration-service/followed-tenant.ts';
import { configurationService } from './configuration-service/service.ts';
import { compactLedger } from './ledger/compact.ts';
import { readLedger } from './ledger/ledger.ts';
import { type Reconciled, reconcile } from './ledger/reconcile.ts';
import { overview } from './overview/overview.ts';
import { readArguments, type StackArguments, USAGE } from './stack/arguments.ts';
import { Lab } from './stack/lab.ts';
import { agentObjects, labAgents } from './stack/lab-agents.ts';
import { Observed } from './stack/observed.ts';
import { postgresUp, requirePorts, takeDataFolder } from './stack/parts-up.ts';
import { ServerProcess } from './stack/server-process.ts';
import { SummaryScreen, summaryLines } from './stack/summary.ts';
import { ensureTenantFile } from './stack/tenant.ts';

const DATABASE = 'ixn';
/** After the load has stopped: how long what is under way may take before it is counted as in progress. */
const SETTLE_MS = 3_000;

/** How long the server may take to be there for the last questions. */
const ANSWER_TIMEOUT_MS = 20_000;

/** What runs, in the order in which it was started. */
interface Running {
  readonly postgres: Postgres;
  readonly tenant: FollowedTenant;
  readonly service: FastifyInstance;
  readonly server: ServerProcess;
  readonly lab: Lab;
  readonly pages: FastifyInstance;
  readonly observed: Observed;
}

/**
 * `npm start`: PostgreSQL, configuration service, Interaction Server, lab and overview, until Ctrl-C or for a time.
 * Parts are started in order and stopped in the opposite order; a second Ctrl-C ends at once.
 */
async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2));
  if (args === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const ports = localPorts();
  const dataDir = resolve(process.env['IXN_DATA_DIR'] ?? '.ixn');
  const ledgerFile = join(dataDir, 'ledger.txt');
  const interrupted = interruption();
  const giveBack = takeDataFolder(dataDir);
  await requirePorts(ports);
  if (args.fresh)
    for (const name of ['ledger.txt', 'mail']) rmSync(join(dataDir, name), { recursive: true, force: true });
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const carried = compactLedger(ledgerFile);
  if (carried > 0) say(`${carried} interactions of earlier runs go on`);
  const running = await start(args, ports, dataDir, ledgerFile);
  const screen = new SummaryScreen(process.stdout);
  const summary = setInterval(() => {
    screen.show(summaryLines(running.observed.figures, running.observed.counts));
  }, 1000);
  if (args.load) running.lab.startLoad();
  await Promise.race([interrupted, ...(args.forMs === undefined ? [] : [elapsed(args.forMs)])]);
  clearInterval(summary);
  running.lab.stopLoad();
  try {
    return report(await settle(running, ledgerFile, args.rate), args);
  } finally {
    await stop(running);
    giveBack();
  }
}

async function start(args: StackArguments, ports: LocalPorts, dataDir: string, ledgerFile: string): Promise<Running> {
  const log = pino(pino.destination({ dest: join(dataDir, 'logs', 'lab.log'), sync: true }));
  const postgres = await postgresUp(dataDir, ports, args.fresh, say);
  await ensureDatabase(postgres.url, DATABASE);
  const tenantFile = resolve(args.tenantFile ?? join(dataDir, 'tenant.yaml'));
  if (args.tenantFile === undefined) ensureTenantFile(tenantFile);
  const agents = labAgents(args.rate, args.workTimeMs);
  const tenant = await FollowedTenant.open(tenantFile, log, agentObjects(agents));
  const service = configurationService([tenant]);
  await service.listen({ host: localHost, port: ports.configuration });
  const healthUrl = `http://${localHost}:${ports.serverHealth}`;
  const server = new ServerProcess({
    environment: {
      IXN_TENANT_ID: tenant.current.tenantId,
      IXN_LISTEN_PORT: String(ports.server),
      IXN_HEALTH_PORT: String(ports.serverHealth),
      IXN_CONF_SERVER_PORT: String(ports.configuration),
      IXN_DB_URL: withDatabase(postgres.url, DATABASE),
    },
    logFile: join(dataDir, 'logs', 'interaction-server.log'),
    healthUrl,
    say,
  });
  server.start();
  await server.ready();
  const lab = new Lab({
    host: localHost,
    ports,
    dataDir,
    ledgerFile,
    objects: () => tenant.current.objects,
    agents,
    workTimeMs: args.workTimeMs,
    rate: args.rate,
    log,
  });
  await lab.start();
  const observed = new Observed(`${healthUrl}/metrics`, lab.counts);
  observed.start();
  const addresses = addressesOf(ports, tenantFile, dataDir);
  const pages = overview(() => ({ ...observed.view(), addresses }));
  await pages.listen({ host: localHost, port: ports.pages });
  for (const [what, where] of addresses) say(`${what.padEnd(28)} ${where}`);
  return { postgres, tenant, service, server, lab, pages, observed };
}

function addressesOf(ports: LocalPorts, tenantFile: string, dataDir: string): [string, string][] {
  return [
    ['overview', `http://${localHost}:${ports.pages}/`],
    ['protocol', `${localHost}:${ports.server}`],
    ['mail in (SMTP)', `smtp://${localHost}:${ports.smtp}`],
    ['anything in (HTTP)', `http://${localHost}:${ports.mediaHttp}/interactions`],
    ['health and metrics', `http://${localHost}:${ports.serverHealth}/health/ready, /metrics`],
    ['configuration', `http://${localHost}:${ports.configuration}/ from ${tenantFile}`],
    ['logs and data', dataDir],
  ];
}

/** Lets agents finish what they have, then asks the server for everything that was acknowledged. */
async function settle(running: Running, ledgerFile: string, rate: number): Promise<Reconciled> {
  const deadline = Date.now() + SETTLE_MS;
  while (Date.now() < deadline && running.lab.counts.submitted - running.lab.counts.finished > rate) await elapsed(50);
  await running.server.ready(ANSWER_TIMEOUT_MS);
  await running.lab.media.whenRegistered({ timeoutMs: ANSWER_TIMEOUT_MS });
  return reconcile(readLedger(ledgerFile), running.lab.media);
}

async function stop({ pages, observed, lab, server, service, tenant, postgres }: Running): Promise<void> {
  observed.stop();
  await pages.close();
  await lab.stop();
  await server.stop();
  tenant.close();
  await service.close();
  await postgres.stop();
}

/** Prints the outcome. Exit code 1: something acknowledged is lost, or the load was not taken or not finished in time. */
function report({ submitted, finished, inProgress, lost }: Reconciled, args: StackArguments): number {
  say(`submitted ${submitted}, finished ${finished}, in progress ${inProgress}, lost ${lost.length}`);
  for (const id of lost.slice(0, 20)) say(`lost: ${id}`);
  if (lost.length > 0) return 1;
  if (args.forMs === undefined || !args.load) return 0;
  const expected = (0.95 * args.rate * args.forMs) / 1000;
  if (submitted < expected) {
    say(`only ${submitted} of ${Math.ceil(expected)} were submitted: the machine is too slow for --rate ${args.rate}`);
    return 1;
  }
  if (inProgress > 5 * args.rate) {
    say(`${inProgress} are in progress, more than 5 s of the rate: give more agents or a smaller --rate`);
    return 1;
  }
  return 0;
}

/** Resolves at the first Ctrl-C or SIGTERM; the second one ends the process. */
function interruption(): Promise<void> {
  return new Promise((done) => {
    let count = 0;
    const heard = (): void => {
      if (++count > 1) process.exit(130);
      say('stopping: one moment');
      done();
    };
    process.on('SIGINT', heard);
    process.on('SIGTERM', heard);
  });
}

function elapsed(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`npm start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
