import { join } from 'node:path';
import { Client, tcp } from '@ixn/protocol';
import type { LocalPorts } from '@ixn/parts';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { WorkingAgent } from '../agents/working-agent.ts';
import { Ledger } from '../ledger/ledger.ts';
import { madeUpInteraction } from '../load/made-up-interaction.ts';
import { SteadyLoad } from '../load/steady-load.ts';
import { httpIntake } from '../media-server/http-intake.ts';
import { MailStore } from '../media-server/mail-store.ts';
import { ProtocolSubmitter } from '../media-server/protocol-submitter.ts';
import { SmtpIntake } from '../media-server/smtp-intake.ts';
import { RoutingEngine } from '../routing-engine/routing-engine.ts';
import { StatisticsClient } from '../statistics/statistics-client.ts';
import { LAB_AGENT, type LabAgent } from './lab-agents.ts';
import { documentOf, loadTargets, mailRoute, mediaNames, routedSubmitters } from './tenant.ts';

export interface LabOptions {
  readonly host: string;
  readonly ports: LocalPorts;
  readonly dataDir: string;
  readonly ledgerFile: string;
  /** Objects of the tenant's document, as they are now. */
  readonly objects: () => unknown;
  readonly agents: readonly LabAgent[];
  readonly workTimeMs: number;
  readonly rate: number;
  readonly log: Logger;
}

const MAX_MAIL_BYTES = 25 * 1024 * 1024;
const MAX_LOAD_IN_FLIGHT = 1000;

/** The neighbours of the Interaction Server, in one process: media server, statistics client, router, agents, load. */
export class Lab {
  readonly counts = { submitted: 0, finished: 0 };
  readonly #options: LabOptions;
  readonly #ledger: Ledger;
  readonly #media: Client;
  readonly #statistics: StatisticsClient;
  readonly #router: RoutingEngine;
  readonly #smtp: SmtpIntake;
  readonly #http: FastifyInstance;
  readonly #agents: readonly WorkingAgent[];
  readonly #load: SteadyLoad;
  #made = 0;

  constructor(options: LabOptions) {
    this.#options = options;
    const { host, ports, log } = options;
    const document = documentOf(options.objects());
    const tenantId = document.tenant.id;
    this.#ledger = new Ledger(options.ledgerFile);
    this.#media = this.#client('lab-media-server', 'Media server');
    const submitter = new ProtocolSubmitter(this.#media, (id) => this.#acked(id));
    this.#smtp = new SmtpIntake({
      host,
      port: ports.smtp,
      maxMailBytes: MAX_MAIL_BYTES,
      maxConnections: 100,
      maxRecipients: 100,
      store: new MailStore(join(options.dataDir, 'mail'), MAX_MAIL_BYTES),
      submitter,
      routeOf: (recipient) => mailRoute(documentOf(options.objects()), recipient),
      log,
    });
    this.#http = httpIntake({ host, port: ports.mediaHttp, tenantId, submitter, log });
    this.#statistics = new StatisticsClient({
      client: this.#settings('lab-statistics', 'Reporting engine'),
      onStopped: (id) => this.#finished(id),
    });
    this.#router = new RoutingEngine({
      client: this.#settings('lab-router', 'Routing engine'),
      tenantId,
      submitters: routedSubmitters(document),
      board: this.#statistics.board,
      isSpare: (agentId) => agentId.startsWith(LAB_AGENT),
      log,
    });
    this.#agents = options.agents.map(
      ({ agentId, placeId }) =>
        new WorkingAgent({
          client: this.#settings(agentId, 'Agent application'),
          tenantId,
          agentId,
          placeId,
          media: mediaNames(document),
          workTimeMs: options.workTimeMs,
          onFinished: () => {},
          log,
        }),
    );
    const targets = loadTargets(document);
    this.#load = new SteadyLoad({
      rate: options.rate,
      maxInFlight: MAX_LOAD_IN_FLIGHT,
      inFlight: () => this.#media.inFlight,
      submit: () => {
        submitter.submit(madeUpInteraction(this.#made++, tenantId, targets)).catch((error: unknown) => {
          log.info({ error: error instanceof Error ? error.message : String(error) }, 'not submitted');
        });
      },
    });
  }

  /** Connects everybody and opens the intakes. */
  async start(): Promise<void> {
    await Promise.all([this.#media.open(), this.#statistics.start()]);
    await Promise.all(this.#agents.map((agent) => agent.start()));
    await this.#router.start();
    await this.#smtp.listen();
    await this.#http.listen({ host: this.#options.host, port: this.#options.ports.mediaHttp });
  }

  startLoad(): void {
    this.#load.start();
  }

  stopLoad(): void {
    this.#load.stop();
  }

  /** A client for questions, such as what became of an interaction. Open while the lab runs. */
  get media(): Client {
    return this.#media;
  }

  async stop(): Promise<void> {
    this.#load.stop();
    await this.#smtp.close();
    await this.#http.close();
    await this.#router.stop();
    await Promise.all(this.#agents.map((agent) => agent.stop()));
    await this.#statistics.stop();
    await this.#media.drain({ timeoutMs: 2000 });
    this.#ledger.close();
  }

  #acked(interactionId: string): void {
    this.#ledger.acked(interactionId);
    this.counts.submitted++;
  }

  #finished(interactionId: string): void {
    this.#ledger.finished(interactionId);
    this.counts.finished++;
  }

  #client(name: string, type: 'Media server'): Client {
    return new Client(this.#settings(name, type));
  }

  #settings(name: string, type: 'Media server' | 'Reporting engine' | 'Routing engine' | 'Agent application') {
    const { host, ports } = this.#options;
    return { name, type, transport: tcp({ host, port: ports.server }), waitForServer: true } as const;
  }
}
