import { type InteractionServerSettings, readOptions } from '@ixn/config';
import { createMetrics, interactionServerMetrics } from '@ixn/metrics';
import { systemClock } from '@ixn/protocol';
import { Dispatcher } from '../dispatch/dispatcher.ts';
import {
  apply,
  countersOf,
  createState,
  needsFacts,
  nextDue,
  recover,
  recoverAgent,
  type State,
  unappliedChanges,
} from '../engine/engine.ts';
import { Gateway } from '../gateway/gateway.ts';
import { databaseMetrics } from '../health/database-metrics.ts';
import { type HealthServer, openHealth } from '../health/health-server.ts';
import { modeMetrics } from '../health/mode-metrics.ts';
import { Status } from '../health/status.ts';
import { Journal } from '../journal/journal.ts';
import { type Logger, setVerbose } from '../log.ts';
import { Reporter } from '../reporting/reporter.ts';
import { ConfigurationSource, type GoodVersion } from './configuration.ts';
import { databaseConnection, leaseTimes } from './database-connection.ts';
import { authentication, certificateFiles } from './listener-security.ts';
import { applyOptions, initialBounds, type LiveBounds } from './live-options.ts';
import { showFigures } from './show-figures.ts';

/** Beside a list answer a frame holds its header and the other attributes. */
const ANSWER_OVERHEAD = 4096;
/** Recovery is tried again after this when the database was lost in the middle of it. */
const RECOVERY_PAUSE_MS = 1_000;

/**
 * The Interaction Server, wired together (docs/architecture.md):
 *
 *   starting → standby (another server holds the lease) → recovering → listening → draining → ended
 *   any → failed   the lease is lost, or the database refuses a batch for good: told once, and the process ends
 */
export class Server {
  readonly #settings: InteractionServerSettings;
  readonly #log: Logger;
  readonly #onFatal: (reason: Error) => void;
  readonly #status = new Status();
  readonly #metrics = createMetrics(interactionServerMetrics, { processPrefix: 'ixn_' });
  readonly #bounds: LiveBounds;
  readonly #journal: Journal;
  readonly #configuration: ConfigurationSource;
  readonly #closers: (() => void)[] = [];
  #health: HealthServer | undefined;
  #gateway: Gateway | undefined;
  #dispatcher: Dispatcher | undefined;
  #state: State | undefined;
  /** What changes before this waits for it. */
  readonly #listening = Promise.withResolvers<void>();

  constructor(settings: InteractionServerSettings, log: Logger, onFatal: (reason: Error) => void) {
    this.#settings = settings;
    this.#log = log;
    this.#onFatal = onFatal;
    this.#bounds = initialBounds(settings);
    this.#journal = new Journal(
      {
        connection: databaseConnection(settings),
        tenant: settings.tenant.id,
        lease: leaseTimes(settings),
        retention: this.#bounds.retention,
      },
      log,
      {
        waiting: (holder) => {
          this.#status.mode = 'standby';
          this.#status.well('database', 'reached');
          this.#status.unwell('lease', `held by ${holder}`);
        },
        committed: (ms) => this.#metrics.families.commit_duration_seconds.observe(ms / 1000),
        fatal: (error) => this.#fail(error),
      },
    );
    this.#configuration = new ConfigurationSource(settings, this.#journal, log, {
      changed: (version) => this.#reconfigure(version),
      good: (version) => this.#status.well('configuration', `version ${version}`),
      refused: (reason) => this.#status.unwell('configuration', reason),
      connected: (state) => {
        this.#metrics.families.config_server_connected.set(state.connected ? 1 : 0);
        if (!state.connected) this.#status.unwell('configuration', state.reason);
        else if (this.#configuration.refusal === '') this.#status.well('configuration');
        else this.#status.unwell('configuration', this.#configuration.refusal);
      },
    });
  }

  /** Resolves when it listens. Waits for the database, the lease and a configuration as long as it takes. */
  async start(): Promise<void> {
    const { health } = this.#settings;
    this.#metrics.beforeScrape(modeMetrics(this.#metrics.families, this.#status));
    this.#metrics.beforeScrape(databaseMetrics(this.#metrics.families, this.#journal.statistics));
    this.#health = await openHealth({
      host: health.host,
      port: health.port,
      status: this.#status,
      metrics: this.#metrics,
    });
    this.#log.info({ port: this.#health.port }, 'health port open');
    this.#status.unwell('database', 'not reached yet');
    await this.#journal.open();
    this.#status.well('database');
    this.#status.well('lease');
    this.#metrics.families.lease_epoch.set(this.#journal.epoch);
    this.#journal.onDoubt((inDoubt) => {
      if (inDoubt) this.#status.unwell('database', 'away, or the outcome of a commit is unknown');
      else this.#status.well('database');
    });
    this.#status.mode = 'recovering';
    const first = await this.#configuration.first();
    applyOptions(this.#bounds, first.configuration.options);
    await this.#journal.useCustomProperties(first.document.customProperties);
    const state = await this.#recover(first);
    this.#status.well('recovery');
    await this.#listen(state, first);
  }

  /** Refuses what is new, commits what was applied, tells clients, gives the lease back. */
  async stop(): Promise<void> {
    this.#status.mode = 'draining';
    this.#configuration.close();
    for (const close of this.#closers) close();
    this.#gateway?.stop();
    this.#dispatcher?.command({ kind: 'stopping' });
    await this.#dispatcher?.drain();
    await this.#gateway?.close(CLOSE_MS);
    await this.#journal.close();
    await this.#health?.close();
  }

  async #recover(first: GoodVersion): Promise<State> {
    const startedAt = performance.now();
    const { families } = this.#metrics;
    families.db_init_start_time.set(Date.now() / 1000);
    families.db_init_in_progress.set(1);
    for (;;) {
      const state = createState({
        configuration: first.configuration,
        epoch: this.#journal.epoch,
        counters: { eventSequence: 0, submitSeq: 0, ticket: 0 },
        maxAnswerSize: this.#settings.maxFrameSize - ANSWER_OVERHEAD,
        now: Date.now(),
      });
      try {
        const recovered = await this.#journal.recover({
          agent: (session) => recoverAgent(state, session),
          interaction: (interaction) => recover(state, interaction),
          progress: (done, total) => this.#status.recovered(done, total),
        });
        Object.assign(state.counters, recovered.counters);
        const ms = Math.round(performance.now() - startedAt);
        this.#log.info({ interactions: recovered.interactions, agents: recovered.agents, ms }, 'recovered');
        families.db_init_end_time.set(Date.now() / 1000);
        families.db_init_in_progress.set(0);
        families.recovery_duration_seconds.set(ms / 1000);
        families.recovered_interactions.set(recovered.interactions);
        return state;
      } catch (error) {
        this.#log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'recovery begins again');
        await new Promise((resolve) => {
          setTimeout(resolve, RECOVERY_PAUSE_MS);
        });
      }
    }
  }

  async #listen(state: State, first: GoodVersion): Promise<void> {
    const { listen, tenant } = this.#settings;
    const { gateway: limits, dispatcher: bounds } = this.#bounds;
    const certificates = certificateFiles(this.#settings, this.#log);
    this.#closers.push(() => certificates?.close());
    const auth = authentication(this.#settings, this.#log);
    this.#closers.push(() => auth.close());
    const gateway = new Gateway({
      host: listen.host,
      port: listen.port,
      ...(certificates === undefined ? {} : { certificates: certificates.current }),
      authentication: auth.authentication,
      tenants: [tenant.id, tenant.sid ?? first.configuration.tenantSid],
      limits,
      metrics: this.#metrics.families,
      log: this.#log,
      clock: systemClock,
    });
    certificates?.follow((renewed) => gateway.renewCertificates(renewed));
    const sink = new Reporter({
      outlet: gateway,
      subscriptions: state.subscriptions,
      tenantId: first.configuration.tenantId,
    });
    const dispatcher = new Dispatcher(
      {
        engine: {
          apply: (command, now, effects) => {
            apply(state, command, now, effects);
            // In the same turn: a batch encoded before this has the old order of columns, one encoded after it the new.
            if (command.kind === 'configure') {
              this.#journal.switchCustomProperties(command.configuration.customProperties);
            }
          },
          nextDue: () => nextDue(state),
          needsFacts: (message, attributes) => needsFacts(state, message, attributes),
          counters: () => countersOf(state),
        },
        outlet: gateway,
        journal: this.#journal,
        lease: this.#journal,
        sink,
        clock: Date.now,
        onBatch: (requests) => this.#metrics.families.commit_batch_size.observe(requests),
        onFatal: (error) => this.#fail(error),
      },
      bounds,
    );
    this.#state = state;
    this.#gateway = gateway;
    this.#dispatcher = dispatcher;
    showFigures(this.#metrics, { state, dispatcher, tenant: tenant.sid ?? first.configuration.tenantSid });
    const port = await gateway.open(dispatcher);
    dispatcher.command({ kind: 'listening' });
    this.#status.well('gateway');
    this.#status.mode = 'listening';
    this.#listening.resolve();
    this.#useSections(first);
    this.#log.info({ port, epoch: this.#journal.epoch, version: first.version }, 'listening');
  }

  async #reconfigure(version: GoodVersion): Promise<void> {
    await this.#listening.promise;
    try {
      await this.#journal.prepareCustomProperties(version.document.customProperties);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.error(
        { version: version.version, reason },
        'configuration refused; the last good version stays in force',
      );
      return;
    }
    const unapplied = this.#state === undefined ? [] : unappliedChanges(this.#state, version.configuration);
    applyOptions(this.#bounds, version.configuration.options);
    this.#dispatcher?.command({ kind: 'configure', configuration: version.configuration });
    this.#useSections(version);
    this.#log.info({ version: version.version, afterRestart: unapplied }, 'configuration applied');
  }

  /** Options of the sections that are no rules. */
  #useSections({ document }: GoodVersion): void {
    const { options } = readOptions(document.applications[this.#settings.confServer.appName]);
    setVerbose(this.#log, options.log.verbose);
    this.#health?.keepAlive(options.healthService.enableKeepalive);
  }

  #fail(error: Error): void {
    this.#status.mode = 'failed';
    this.#onFatal(error);
  }
}

/** How long clients may take to take what was said to them before their connections are cut. */
const CLOSE_MS = 2_000;
