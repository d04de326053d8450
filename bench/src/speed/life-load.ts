import type { Latencies } from '../report/histogram.ts';
import { serve } from '../run/child.ts';
import { type Phase, RoundCourse, type RoundTimes } from '../run/times.ts';
import { Lives, type Population, STEPS } from './lives.ts';

export type LifeOrders = Population & RoundTimes;

/** Latencies of the report as a whole are those of the slowest step. */
export interface LifeReport extends Latencies {
  /** Whole lives. */
  readonly perSecond: number;
  readonly steps: Readonly<Record<string, Latencies>>;
  /** All lives, those outside the measured part included. */
  readonly ended: number;
}

export interface LifeLoad {
  readonly orders: LifeOrders;
  readonly report: LifeReport;
}

async function live(orders: LifeOrders, tell: (phase: Phase) => void): Promise<LifeReport> {
  const course = new RoundCourse(orders, tell);
  let fail: (error: Error) => void;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const lives = new Lives(
    orders,
    () => course.measuring,
    (error) => fail(error),
  );
  await Promise.race([failed, lives.open()]);
  lives.start();
  await Promise.race([failed, course.run()]);
  await Promise.race([failed, lives.runDry()]);
  lives.close();
  const steps = STEPS.map((name, step) => [name, histogramOf(lives, step).latencies()] as const);
  const slowest = (pick: (latencies: Latencies) => number): number =>
    Math.max(...steps.map(([, latencies]) => pick(latencies)));
  return {
    perSecond: histogramOf(lives, STEPS.length - 1).count / course.seconds,
    p50: slowest(({ p50 }) => p50),
    p99: slowest(({ p99 }) => p99),
    max: slowest(({ max }) => max),
    steps: Object.fromEntries(steps),
    ended: lives.ended,
  };
}

function histogramOf(lives: Lives, step: number): Lives['histograms'][number] {
  const histogram = lives.histograms[step];
  if (histogram === undefined) throw new Error(`a life has no step ${step}`);
  return histogram;
}

serve<LifeLoad>(live);
