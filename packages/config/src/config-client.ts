import { type Clock, systemClock } from './clock.ts';
import { askConfiguration, type ConfigAnswer } from './config-answer.ts';
import { type DocumentChecks, readTenantDocument } from './documents/parse-tenant-document.ts';
import type { TenantDocument } from './documents/tenant-document.ts';
import type { Fault } from './fault.ts';

/** A version of the document that is valid. */
export interface ConfigVersion {
  readonly version: string;
  readonly document: TenantDocument;
  /** The document as the service sent it, for keeping. */
  readonly objects: unknown;
  readonly warnings: readonly Fault[];
}

/** Whether the service answers; when not, why. */
export type ConfigState = { readonly connected: true } | { readonly connected: false; readonly reason: string };

/** Who hears of what. A promise that a listener returns is waited for before the next request. */
export interface ConfigListeners {
  /** A valid document that differs from the last one told. */
  readonly onDocument: (version: ConfigVersion) => void | Promise<void>;
  /** A document that may not be used; the last good one stays in force. */
  readonly onRefused: (version: string, faults: readonly Fault[]) => void | Promise<void>;
  /** The service answers again, or no longer. Told once for each change. */
  readonly onState: (state: ConfigState) => void;
}

/** Where the configuration is and how to follow it. */
export interface ConfigSource {
  /** The service, such as `http://127.0.0.1:8888`. */
  readonly baseUrl: string;
  readonly tenantId: string;
  readonly checks?: DocumentChecks;
  /** Seconds that the service holds an answer while nothing changes. Default 30. */
  readonly wait?: number;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/** A configuration that is being followed. */
export interface FollowedConfig {
  /** Ends when following has ended; rejects when a listener throws. */
  readonly done: Promise<void>;
  /** Stops following, whatever is under way. */
  readonly close: () => void;
}

const DEFAULT_WAIT = 30;
/** What the service may take beyond the wait, in milliseconds. */
const GRACE = 10_000;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 15_000;
/** A service that has nothing new sooner than this does not hold its answers; it is not asked at once again. */
const SHORTEST_HOLD = 1000;

/**
 * Follows the configuration of a tenant.
 *
 *   asking ──document──▶ waiting        the version is told (or refused), later changes are waited for
 *   waiting ──document──▶ waiting ──unchanged──▶ waiting
 *   any ──failed──▶ pausing (250 ms, doubled up to 15 s) ──▶ asking
 *
 * While asking, the service is not to hold its answer, so that its return shows at once.
 */
export function followConfiguration(source: ConfigSource, listeners: ConfigListeners): FollowedConfig {
  const clock = source.clock ?? systemClock;
  const request = source.fetch ?? fetch;
  const wait = source.wait ?? DEFAULT_WAIT;
  const checks = { ...source.checks, tenantId: source.tenantId };
  const stop = new AbortController();
  let since: string | undefined;
  let connected: boolean | undefined;
  let reason = '';

  async function run(): Promise<void> {
    let failures = 0;
    while (!stop.signal.aborted) {
      const held = failures === 0 && since !== undefined ? wait : 0;
      const started = clock.now();
      const answer = await ask(held);
      if (stop.signal.aborted) return;
      tellState(answer);
      if (answer.kind === 'failed') {
        await pause(Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE));
        failures = Math.min(failures + 1, 16);
        continue;
      }
      failures = 0;
      if (answer.kind === 'document' && answer.version !== since) await take(answer.version, answer.objects);
      else if (held > 0 && clock.now() - started < SHORTEST_HOLD) await pause(SHORTEST_HOLD);
    }
  }

  async function ask(held: number): Promise<ConfigAnswer> {
    const url = new URL(`/api/v1/tenants/${encodeURIComponent(source.tenantId)}/configuration`, source.baseUrl);
    if (since !== undefined) {
      url.searchParams.set('since', since);
      url.searchParams.set('wait', String(held));
    }
    const late = new AbortController();
    const timer = clock.after(held * 1000 + GRACE, () => late.abort());
    try {
      return await askConfiguration(url, request, AbortSignal.any([stop.signal, late.signal]));
    } finally {
      timer.cancel();
    }
  }

  async function take(version: string, objects: unknown): Promise<void> {
    since = version;
    const read = readTenantDocument(objects, checks);
    if (read.ok) await listeners.onDocument({ version, document: read.document, objects, warnings: read.warnings });
    else await listeners.onRefused(version, read.faults);
  }

  function tellState(answer: ConfigAnswer): void {
    const now = answer.kind !== 'failed';
    const why = answer.kind === 'failed' ? answer.reason : '';
    if (now === connected && why === reason) return;
    connected = now;
    reason = why;
    listeners.onState(answer.kind === 'failed' ? { connected: false, reason: answer.reason } : { connected: true });
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = clock.after(milliseconds, end);
      function end(): void {
        timer.cancel();
        stop.signal.removeEventListener('abort', end);
        resolve();
      }
      stop.signal.addEventListener('abort', end);
    });
  }

  return { done: run(), close: () => stop.abort() };
}
