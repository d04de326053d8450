import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '@ixn/parts';
import { TENANT_ID } from './tenant.ts';

const MAIN = fileURLToPath(new URL('../../../apps/interaction-server/src/main.ts', import.meta.url));
const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 15_000;

export interface ServerOptions {
  readonly databaseUrl: string;
  readonly configurationPort: number;
  readonly logFile: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** An Interaction Server in a process of its own, at ports that it keeps over restarts. */
export class ServerUnderTest {
  readonly #options: ServerOptions;
  readonly port: number;
  readonly healthPort: number;
  #child: ChildProcess | undefined;

  private constructor(options: ServerOptions, port: number, healthPort: number) {
    this.#options = options;
    this.port = port;
    this.healthPort = healthPort;
  }

  /** Chooses the ports; starts nothing yet. */
  static async at(options: ServerOptions): Promise<ServerUnderTest> {
    return new ServerUnderTest(options, await freePort(), await freePort());
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error('the server does not run');
    return pid;
  }

  start(): void {
    const log = openSync(this.#options.logFile, 'a');
    this.#child = spawn(process.execPath, ['--max-old-space-size=8192', MAIN], {
      env: {
        ...process.env,
        IXN_TENANT_ID: TENANT_ID,
        IXN_LISTEN_PORT: String(this.port),
        IXN_HEALTH_PORT: String(this.healthPort),
        IXN_CONF_SERVER_PORT: String(this.#options.configurationPort),
        IXN_DB_URL: this.#options.databaseUrl,
        IXN_LOG_LEVEL: 'warn',
        ...this.#options.environment,
      },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
  }

  /** Resolves when the health port says ready. */
  async ready(timeoutMs = READY_TIMEOUT_MS): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    let last = 'no answer';
    while (Date.now() < deadline) {
      if (this.ended) throw new Error(`the server ended: ${this.#lastLines()}`);
      const health = await this.health();
      if (health.ready) return;
      last = health.text;
      await new Promise((resolve) => {
        setTimeout(resolve, 25);
      });
    }
    throw new Error(`the server is not ready after ${timeoutMs} ms: ${last}`);
  }

  async health(): Promise<{ ready: boolean; text: string }> {
    try {
      const url = `http://127.0.0.1:${this.healthPort}/health/ready`;
      const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
      return { ready: response.ok, text: await response.text() };
    } catch (error) {
      return { ready: false, text: error instanceof Error ? error.message : String(error) };
    }
  }

  get ended(): boolean {
    const child = this.#child;
    return child === undefined || child.exitCode !== null || child.signalCode !== null;
  }

  /** Sends a signal that ends it, and waits for the end. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || this.ended) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }

  freeze(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  thaw(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  /** Resolves when the process has ended by itself, with its exit code; rejects after the time-out. */
  async ends(timeoutMs: number): Promise<number | null> {
    const child = this.#child;
    if (child === undefined) return null;
    if (!this.ended) await once(child, 'exit', { signal: AbortSignal.timeout(timeoutMs) });
    return child.exitCode;
  }

  /** Resident memory now, bytes. */
  residentBytes(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? '0') * 1024;
  }

  #lastLines(): string {
    return readFileSync(this.#options.logFile, 'utf8').split('\n').slice(-6).join(' ').slice(-1000);
  }
}
