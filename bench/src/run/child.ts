import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Phase } from './times.ts';

/** What goes into a program of a bench and what comes out of it. */
export interface Program {
  readonly orders: object;
  readonly report: unknown;
}

/** What a program of a bench says to the one that started it. */
type Said<R> =
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'result'; readonly result: R }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ChildOptions {
  /** Longest time to the result. */
  readonly timeoutMs: number;
  readonly onPhase?: (phase: Phase, pid: number) => void;
}

/**
 * Runs a program of the bench in a process of its own and resolves with its result. The program gets its orders as a message, so
 * that no secret stands in a process list. It ends with this process.
 */
export async function runChild<P extends Program>(
  program: URL,
  orders: P['orders'],
  options: ChildOptions,
): Promise<P['report']> {
  const child = fork(fileURLToPath(program), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const pid = child.pid ?? 0;
  const name = fileURLToPath(program).split('/').slice(-2).join('/');
  try {
    return await new Promise<P['report']>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${name} has no result after ${options.timeoutMs} ms`)),
        options.timeoutMs,
      );
      timer.unref();
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`${name} ended without a result (${signal ?? code})`)));
      child.on('message', (said: Said<P['report']>) => {
        if (said.kind === 'phase') options.onPhase?.(said.phase, pid);
        else {
          clearTimeout(timer);
          if (said.kind === 'result') resolve(said.result);
          else reject(new Error(`${name}: ${said.reason}`));
        }
      });
      child.send(orders);
    });
  } finally {
    child.kill('SIGKILL');
  }
}

/** The other side of {@link runChild}: does the work when the orders come, and says what came of it. */
export function serve<P extends Program>(
  work: (orders: P['orders'], tell: (phase: Phase) => void) => Promise<P['report']>,
): void {
  const say = (said: Said<P['report']>): void => {
    process.send?.(said);
  };
  process.once('disconnect', () => process.exit());
  process.once('message', (orders) => {
    work(orders as P['orders'], (phase) => say({ kind: 'phase', phase })).then(
      (result) => say({ kind: 'result', result }),
      (error: unknown) => say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    );
  });
}
