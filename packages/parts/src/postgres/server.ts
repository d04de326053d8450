import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { requireFreePort } from '../listening.ts';
import { runAs } from '../os-user.ts';
import { localHost } from '../ports.ts';
import type { Binaries } from './binaries.ts';
import { cleanEnvironment, logFile, pgdata, type DataFolder } from './data-folder.ts';
import { childrenOf, readPostmasterFile, servesFolder } from './postmaster-file.ts';
import { settingOptions, type PostgresSettings } from './settings.ts';

/** Signals that end a server without a shutdown: SIGQUIT is PostgreSQL's immediate mode, SIGKILL the power cut. */
export type KillSignal = 'SIGQUIT' | 'SIGKILL';

/** Longest wait for a start, which includes the recovery after a kill. */
const startLimitMs = 120_000;
/** Longest waits for a fast shutdown, then for an immediate one. */
const fastStopLimitMs = 30_000;
const immediateStopLimitMs = 10_000;
const pollMs = 10;

export interface ServerOptions {
  readonly cluster: DataFolder;
  readonly binaries: Binaries;
  readonly port: number;
  readonly settings: PostgresSettings;
  /** Called with one line when the server ends although nobody asked it to. */
  readonly onCrash: (line: string) => void;
}

/**
 * One PostgreSQL server process, in a session of its own: Ctrl-C in the terminal does not reach it, so that the
 * programs that use it can drain first.
 *
 *   down → up        start
 *   up → down        stop (fast shutdown, then immediate, then SIGKILL), kill, or a crash
 */
export class Server {
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #endAsked = false;
  readonly #options: ServerOptions;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /** Process id of the running server. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the server and waits until it takes connections. Throws with its last log lines when it does not. */
  async start(): Promise<void> {
    if (this.#child !== undefined) return;
    const { cluster, binaries, port, settings } = this.#options;
    await requireFreePort(port, 'PostgreSQL');
    const logStart = await stat(logFile(cluster)).then(
      ({ size }) => size,
      () => 0,
    );
    const log = openSync(logFile(cluster), 'a', 0o600);
    const address = { listen_addresses: localHost, unix_socket_directories: '', port };
    const child = spawn(binaries.postgres, ['-D', pgdata(cluster), ...settingOptions(address, settings)], {
      cwd: '/',
      detached: true,
      env: cleanEnvironment(),
      stdio: ['ignore', log, log],
      ...runAs(cluster.user),
    });
    closeSync(log);
    this.#endAsked = false;
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      const gone = (): void => {
        this.#child = undefined;
        resolve();
      };
      child.once('exit', gone);
      child.once('error', gone);
    });
    child.unref();
    await this.#untilReady(logStart);
    child.once('exit', (code, signal) => this.#crashed(code, signal));
  }

  async #untilReady(logStart: number): Promise<void> {
    const { cluster, port } = this.#options;
    const child = this.#child;
    const deadline = performance.now() + startLimitMs;
    while (this.#child !== undefined && performance.now() < deadline) {
      const written = await readPostmasterFile(pgdata(cluster));
      if (written?.pid === child?.pid && written?.status === 'ready') return;
      await sleep(pollMs);
    }
    const late = this.#child !== undefined;
    const log = await lastLines(logFile(cluster), logStart);
    await this.stop();
    const what = late ? `was not ready within ${startLimitMs / 1000} s` : 'ended at its start';
    throw new Error(`PostgreSQL on port ${port} with data in ${cluster.folder} ${what}. Its log ends:\n${log}`);
  }

  #crashed(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#endAsked) return;
    const { cluster, port, onCrash } = this.#options;
    const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
    onCrash(`PostgreSQL on port ${port} ended ${how}: see ${logFile(cluster)}`);
  }

  /** Shuts the server down and waits for its end. Data are complete on disk afterwards. */
  async stop(): Promise<void> {
    this.#endAsked = true;
    const steps: [NodeJS.Signals, number][] = [
      ['SIGINT', fastStopLimitMs],
      ['SIGQUIT', immediateStopLimitMs],
      ['SIGKILL', immediateStopLimitMs],
    ];
    for (const [signal, limitMs] of steps) {
      if (this.#child === undefined) return;
      this.#child.kill(signal);
      await this.#endWithin(limitMs);
    }
  }

  /** Waits for the end of the server; the child, else no reason for the event loop to go on, is one meanwhile. */
  async #endWithin(limitMs: number): Promise<void> {
    this.#child?.ref();
    const limit = new AbortController();
    const late = sleep(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([this.#ended, late]);
    limit.abort();
    this.#child?.unref();
  }

  /**
   * Ends the server without a shutdown and waits until all its processes are gone. The next start recovers from the
   * write-ahead log.
   */
  async kill(signal: KillSignal): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) throw new Error('PostgreSQL is not running: nothing to kill');
    this.#endAsked = true;
    const children = await childrenOf(child.pid);
    child.kill(signal);
    if (signal === 'SIGKILL') for (const pid of children) killIfThere(pid);
    await this.#endWithin(immediateStopLimitMs);
    const deadline = performance.now() + immediateStopLimitMs;
    while ((await this.#anyServes(children)) && performance.now() < deadline) await sleep(pollMs);
    if (this.#child !== undefined || (await this.#anyServes(children))) {
      throw new Error(`PostgreSQL process ${child.pid} or one of its children is still there after ${signal}`);
    }
  }

  /** True while one of these is a PostgreSQL process still; a zombie that nobody has waited for is none. */
  async #anyServes(pids: readonly number[]): Promise<boolean> {
    const data = pgdata(this.#options.cluster);
    const serving = await Promise.all(pids.map((pid) => servesFolder(pid, data)));
    return serving.includes(true);
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone with its parent already.
  }
}

/** What a file holds after byte `from`, at most its last 2 KiB. */
async function lastLines(path: string, from: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = Math.max(from, size - 2048);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await file.close();
  }
}
