import { Histogram, type Latencies } from '../report/histogram.ts';
import { type Phase, RoundCourse, type RoundTimes } from '../run/times.ts';

export interface ConcurrentReport extends Latencies {
  readonly perSecond: number;
  /** All that were done, those outside the measured part included. */
  readonly acked: number;
}

/** Does `work` over and over, so many at once; `slot` says which of them it is. */
export async function concurrently(
  slots: number,
  times: RoundTimes,
  tell: (phase: Phase) => void,
  work: (slot: number) => Promise<unknown>,
): Promise<ConcurrentReport> {
  const course = new RoundCourse(times, tell);
  const histogram = new Histogram();
  let acked = 0;
  const loop = async (slot: number): Promise<void> => {
    while (course.running) {
      const sentAt = performance.now();
      await work(slot);
      acked++;
      if (course.measuring) histogram.record(performance.now() - sentAt);
    }
  };
  await Promise.all([course.run(), ...Array.from({ length: slots }, (_, slot) => loop(slot))]);
  return { perSecond: histogram.count / course.seconds, ...histogram.latencies(), acked };
}
