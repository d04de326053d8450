import type { Logger } from 'pino';
import { type Addition, readTenantFile, type TenantVersion } from './tenant-file.ts';

/** How often the file is looked at. Content is compared, so that editors that replace the file work too. */
const LOOK_MS = 500;

/**
 * The document of one tenant, followed while a person edits it:
 *
 *   good (serving version V) → good (V′) on a valid change; stays at V, and says why, on an invalid one
 */
export class FollowedTenant {
  readonly #file: string;
  readonly #addition: Addition;
  readonly #log: Logger;
  #current: TenantVersion;
  #lastFaults = '';
  #timer: NodeJS.Timeout | undefined;
  #looking = false;
  readonly #waiting = new Set<() => void>();

  private constructor(file: string, addition: Addition, log: Logger, first: TenantVersion) {
    this.#file = file;
    this.#addition = addition;
    this.#log = log;
    this.#current = first;
  }

  /** Throws when the first reading is not valid: there is no last good version to serve. */
  static async open(file: string, log: Logger, addition: Addition = {}): Promise<FollowedTenant> {
    const reading = await readTenantFile(file, addition);
    if (!reading.ok) throw new Error(`the tenant document ${file} is not valid:\n  ${reading.faults.join('\n  ')}`);
    const tenant = new FollowedTenant(file, addition, log, reading.tenant);
    tenant.#timer = setInterval(() => void tenant.look(), LOOK_MS);
    tenant.#timer.unref();
    return tenant;
  }

  get current(): TenantVersion {
    return this.#current;
  }

  /** Reads the file now. Returns whether a new version is served. */
  async look(): Promise<boolean> {
    if (this.#looking) return false;
    this.#looking = true;
    try {
      const reading = await readTenantFile(this.#file, this.#addition);
      if (!reading.ok) {
        const faults = reading.faults.join('; ');
        if (faults !== this.#lastFaults) {
          this.#log.error({ faults: reading.faults, kept: this.#current.version }, 'document refused');
        }
        this.#lastFaults = faults;
        return false;
      }
      this.#lastFaults = '';
      if (reading.tenant.version === this.#current.version) return false;
      this.#current = reading.tenant;
      this.#log.info({ version: reading.tenant.version }, 'document changed');
      for (const wake of this.#waiting) wake();
      return true;
    } finally {
      this.#looking = false;
    }
  }

  /** Resolves when the version is another than `since`, or after `waitMs`. */
  changed(since: string, waitMs: number): Promise<void> {
    if (since !== this.#current.version || waitMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, waitMs);
      this.#waiting.add(done);
    });
  }

  close(): void {
    clearInterval(this.#timer);
    for (const wake of this.#waiting) wake();
  }
}
