/** What the server is doing (docs/architecture.md, "Modes of the server"). `standby`: another server holds the lease. */
export type Mode = 'starting' | 'standby' | 'recovering' | 'listening' | 'draining' | 'failed';

/** What has to be well for the server to serve. */
export const PARTS = ['lease', 'database', 'configuration', 'recovery', 'gateway'] as const;
export type Part = (typeof PARTS)[number];

export interface PartStatus {
  readonly ok: boolean;
  /** Why it is as it is, for people; names no secret. */
  readonly reason: string;
}

/** How far recovery is. `total` is 0 while it is not known. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** The body of `/health` and `/health/ready`. */
export interface Report {
  readonly status: 'ready' | 'not ready';
  readonly mode: Mode;
  /** Why it is not ready; empty when it is. */
  readonly reasons: readonly string[];
  readonly progress: Progress | null;
  readonly parts: Readonly<Record<Part, PartStatus>>;
}

/**
 * What the parts of the server say about themselves, gathered for the health port. The program owns one and sets it; the health
 * port only reads. Every part begins as not well, "not started yet".
 *
 *   starting → standby → recovering → listening → draining
 *   starting → recovering; any → failed
 *
 * Ready means: listening, and every part but the configuration service is well. Without the configuration service the server goes
 * on with the last good version; the part says so, and readiness does not depend on it.
 */
export class Status {
  #mode: Mode = 'starting';
  #progress: Progress | null = null;
  #primarySince = 0;
  readonly #parts = new Map<Part, PartStatus>(PARTS.map((part) => [part, { ok: false, reason: 'not started yet' }]));

  get mode(): Mode {
    return this.#mode;
  }

  set mode(mode: Mode) {
    if (this.#primarySince === 0 && (mode === 'recovering' || mode === 'listening')) this.#primarySince = Date.now();
    this.#mode = mode;
    if (mode !== 'recovering') this.#progress = null;
  }

  /** When this server became the one that writes (ms since 1970); 0: not yet. */
  get primarySince(): number {
    return this.#primarySince;
  }

  /** Interactions read back so far. Shown until the mode changes. */
  recovered(done: number, total: number): void {
    this.#progress = { done, total };
  }

  well(part: Part, reason = 'well'): void {
    this.#parts.set(part, { ok: true, reason });
  }

  unwell(part: Part, reason: string): void {
    this.#parts.set(part, { ok: false, reason });
  }

  report(): Report {
    const parts = Object.fromEntries(this.#parts) as Record<Part, PartStatus>;
    const reasons = this.#reasons();
    return {
      status: reasons.length === 0 ? 'ready' : 'not ready',
      mode: this.#mode,
      reasons,
      progress: this.#progress,
      parts,
    };
  }

  #reasons(): string[] {
    const reasons: string[] = [];
    if (this.#mode !== 'listening') reasons.push(MODE_REASONS[this.#mode]);
    for (const [part, { ok, reason }] of this.#parts) {
      if (!ok && part !== 'configuration') reasons.push(`${part}: ${reason}`);
    }
    return reasons;
  }
}

const MODE_REASONS: Readonly<Record<Exclude<Mode, 'listening'>, string>> = {
  starting: 'the server is starting',
  standby: 'another server holds the lease; this one waits to take over',
  recovering: 'live interactions are being read back from the database',
  draining: 'the server is stopping',
  failed: 'the server cannot go on and is ending',
};
