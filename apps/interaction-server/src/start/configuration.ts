import {
  type ConfigState,
  type Fault,
  followConfiguration,
  type FollowedConfig,
  type InteractionServerSettings,
  readTenantDocument,
  type TenantDocument,
} from '@ixn/config';
import { compileConfiguration } from '../engine/configuration/compile-configuration.ts';
import type { TenantConfiguration } from '../engine/configuration/tenant-configuration.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../log.ts';

/** A version of the tenant's document that the server can work with. */
export interface GoodVersion {
  readonly version: string;
  readonly document: TenantDocument;
  readonly configuration: TenantConfiguration;
}

export interface ConfigurationListener {
  /** A good version that differs from the last one; the promise is waited for before the next. */
  changed(version: GoodVersion): Promise<void>;
  connected(state: ConfigState): void;
  /** The service's document is the one in force, or will be in a moment. */
  good(version: string): void;
  /** The service's document is refused; the last good version stays in force. */
  refused(reason: string): void;
}

/** How long a start waits for the configuration service before it takes the last good version from the database. */
const FIRST_WAIT_MS = 3_000;

/**
 * The tenant's configuration over the life of the server:
 *
 *   asking → good (from the service) | good (kept in the database, when the service does not answer) | asking (neither)
 *   good → good   a later valid version; one that is not valid is refused with every fault, and the last good one stays
 *
 * Good versions from the service are kept in the database.
 */
export class ConfigurationSource {
  readonly #settings: InteractionServerSettings;
  readonly #journal: Journal;
  readonly #log: Logger;
  readonly #listener: ConfigurationListener;
  #followed: FollowedConfig | undefined;
  #first: ((good: GoodVersion) => void) | undefined;
  #refusal = '';

  constructor(settings: InteractionServerSettings, journal: Journal, log: Logger, listener: ConfigurationListener) {
    this.#settings = settings;
    this.#journal = journal;
    this.#log = log;
    this.#listener = listener;
  }

  /** Why the service's document is not in force; empty: it is. */
  get refusal(): string {
    return this.#refusal;
  }

  /** Follows the service; resolves with the first good version, however long that takes. */
  async first(): Promise<GoodVersion> {
    const fromService = new Promise<GoodVersion>((resolve) => {
      this.#first = resolve;
    });
    const { confServer, tenant } = this.#settings;
    this.#followed = followConfiguration(
      {
        baseUrl: `http://${confServer.host}:${confServer.port}`,
        tenantId: tenant.id,
        checks: { appName: confServer.appName },
      },
      {
        onDocument: ({ version, document, objects, warnings }) => this.#good(version, document, objects, warnings),
        onRefused: (version, faults) => this.#refused(version, faults),
        onState: (state) => this.#listener.connected(state),
      },
    );
    this.#followed.done.catch((error: unknown) => {
      this.#log.error({ reason: String(error) }, 'configuration no longer followed');
    });
    const early = await Promise.race([fromService, elapsed(FIRST_WAIT_MS)]);
    if (early !== undefined) return early;
    const kept = await this.#kept();
    // The service may have answered while the database was read.
    if (kept === undefined || this.#first === undefined) return fromService;
    this.#first = undefined;
    return kept;
  }

  close(): void {
    this.#followed?.close();
  }

  async #kept(): Promise<GoodVersion | undefined> {
    const saved = await this.#journal.loadConfiguration();
    if (saved === undefined) {
      this.#log.warn({}, 'no configuration yet: the service does not answer, and the database keeps none');
      return undefined;
    }
    const good = this.#read(saved.version, JSON.parse(saved.document));
    if (good !== undefined) this.#log.warn({ version: saved.version }, 'started from the last good configuration');
    return good;
  }

  #read(version: string, objects: unknown): GoodVersion | undefined {
    const { appName } = this.#settings.confServer;
    const parsed = readTenantDocument(objects, { appName, tenantId: this.#settings.tenant.id });
    if (parsed.ok) return this.#compile(version, parsed.document);
    this.#refused(version, parsed.faults);
    return undefined;
  }

  #compile(version: string, document: TenantDocument): GoodVersion | undefined {
    const compiled = compileConfiguration(document, this.#settings.confServer.appName);
    if (compiled.ok) return { version, document, configuration: compiled.configuration };
    this.#refused(version, compiled.faults);
    return undefined;
  }

  async #good(version: string, document: TenantDocument, objects: unknown, warnings: readonly Fault[]): Promise<void> {
    for (const { path, reason } of warnings) this.#log.warn({ version, path, reason }, 'configuration warning');
    const good = this.#compile(version, document);
    if (good === undefined) return;
    this.#refusal = '';
    this.#listener.good(version);
    try {
      await this.#journal.saveConfiguration(version, JSON.stringify(objects));
    } catch (error) {
      this.#log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'configuration not kept');
    }
    if (this.#first !== undefined) {
      this.#first(good);
      this.#first = undefined;
      return;
    }
    await this.#listener.changed(good);
  }

  #refused(version: string, faults: readonly Fault[]): void {
    for (const { path, reason } of faults) {
      this.#log.error({ version, path, reason }, 'configuration refused; the last good version stays in force');
    }
    const [first] = faults;
    this.#refusal = `version ${version} refused: ${first?.path ?? ''} ${first?.reason ?? ''} (${faults.length} faults)`;
    this.#listener.refused(this.#refusal);
  }
}

function elapsed(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms);
  });
}
