import { type Program, runChild } from './child.ts';
import { Cores } from './cores.ts';
import type { RoundTimes } from './times.ts';

/** Beside warm-up and measuring: connecting, setting up, running dry. */
const GRACE_MS = 120_000;

/** A program that takes a round's times. */
export interface Timed extends Program {
  readonly orders: RoundTimes;
  readonly report: object;
}

export interface Beside {
  /** Other processes that work meanwhile, by name. */
  readonly processes?: Readonly<Record<string, number>>;
  /** First process of PostgreSQL. */
  readonly postgres?: number | undefined;
}

/** Runs a program of the bench and notes the cores that it and those beside it keep busy while it measures. */
export async function runMeasured<P extends Timed>(
  program: URL,
  name: string,
  orders: P['orders'],
  beside: Beside = {},
): Promise<P['report'] & { cores: Record<string, number> }> {
  let cores: Cores | undefined;
  let used: Record<string, number> = {};
  const report = await runChild<P>(program, orders, {
    timeoutMs: orders.warmUpMs + orders.measureMs + GRACE_MS,
    onPhase: (phase, pid) => {
      if (phase === 'measuring') {
        cores = new Cores({ [name]: pid, ...beside.processes }, beside.postgres);
        cores.start();
      } else if (phase === 'measured') used = cores?.stop() ?? {};
    },
  });
  return { ...report, cores: used };
}
