import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../interaction-server/src/main.ts', import.meta.url));
const READY_TIMEOUT_MS = 120_000;
const READY_LOOK_MS = 100;
const STOP_TIMEOUT_MS = 15_000;
/** A server that ends by itself is started again, as a cluster would; with pauses that double up to this. */
const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 5_000;

export interface ServerProcessOptions {
  /** Settings as environment variables; the database's password never stands on a command line. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly healthUrl: string;
  readonly say: (line: string) => void;
}

/**
 * The Interaction Server as a process of its own, kept running:
 *
 *   starting → running → (ended by itself) pause → starting …
 *   any → stopping (SIGTERM) → stopped
 *
 * It hears of this process's end by the IPC channel, so that a killed stack leaves no server behind.
 */
export class ServerProcess {
  readonly #options: ServerProcessOptions;
  readonly #log: WriteStream;
  #child: ChildProcess | undefined;
  #stopping = false;
  #pause = FIRST_PAUSE_MS;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
    this.#log = createWriteStream(options.logFile, { flags: 'a' });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, ...this.#options.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    this.#child = child;
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    child.once('exit', (code, signal) => {
      if (this.#stopping) return;
      const how = signal ?? `exit code ${code}`;
      this.#options.say(`the Interaction Server ended (${how}); see ${this.#options.logFile}. It starts again`);
      setTimeout(() => {
        if (!this.#stopping) this.start();
      }, this.#pause);
      this.#pause = Math.min(this.#pause * 2, MAX_PAUSE_MS);
    });
  }

  /** Resolves when the health port says ready. Rejects with what it says when it does not in time. */
  async ready(timeoutMs = READY_TIMEOUT_MS): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    let last = 'no answer';
    while (Date.now() < deadline) {
      try {
        const response = await fetch(`${this.#options.healthUrl}/health/ready`, { signal: AbortSignal.timeout(1000) });
        if (response.ok) {
          this.#pause = FIRST_PAUSE_MS;
          return;
        }
        last = await response.text();
      } catch (error) {
        last = error instanceof Error ? error.message : String(error);
      }
      await new Promise((resolve) => {
        setTimeout(resolve, READY_LOOK_MS);
      });
    }
    throw new Error(`the Interaction Server is not ready: ${last}. See ${this.#options.logFile}`);
  }

  /** SIGTERM, and SIGKILL when it does not end in time. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    }
    this.#log.end();
  }
}
