import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { Run, type Ended } from './run.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** ixnctl as a process of its own. */
export class Spawned extends Run {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    super();
    const { IXN_PORT_OFFSET: _offset, IXN_TOKEN: _token, ...inherited } = process.env;
    const child = spawn(process.execPath, [main, ...args], { env: { ...inherited, ...env } });
    this.#child = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.printed(text, ''));
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.printed('', text));
    this.ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out: this.out, err: this.err }));
    onTestFinished(() => void child.kill('SIGKILL'));
  }

  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  endInput(): void {
    this.#child.stdin?.end();
  }

  /** Nobody reads standard output any more. */
  stopReading(): void {
    this.#child.stdout?.destroy();
  }

  interrupt(): void {
    this.#child.kill('SIGINT');
  }
}
