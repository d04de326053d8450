import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { concurrently } from '../src/peers/concurrent.ts';
import { takeTurns } from '../src/run/rounds.ts';
import { type Phase, RoundCourse } from '../src/run/times.ts';
import { rounds } from './results.ts';

const TIMES = { warmUpMs: 100, measureMs: 400 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the course of a round', () => {
  it('warms up, measures, and ends', async () => {
    const phases: Phase[] = [];
    const course = new RoundCourse(TIMES, (phase) => phases.push(phase));
    const done = course.run();
    expect(course).toMatchObject({ running: true, measuring: false });
    await vi.advanceTimersByTimeAsync(100);
    expect(course).toMatchObject({ running: true, measuring: true });
    await vi.advanceTimersByTimeAsync(400);
    await done;
    expect(course).toMatchObject({ running: false, measuring: false, seconds: 0.4 });
    expect(phases).toEqual(['measuring', 'measured']);
  });
});

describe('work in several slots', () => {
  it('is counted whole, and timed only while it is measured', async () => {
    const slots = new Set<number>();
    const done = concurrently(
      4,
      TIMES,
      () => undefined,
      async (slot) => {
        slots.add(slot);
        await new Promise((resolve) => {
          setTimeout(resolve, 10);
        });
      },
    );
    await vi.advanceTimersByTimeAsync(600);
    const report = await done;
    expect(slots.size).toBe(4);
    // 50 in each slot by then; those that begin in the last moment still count as acked.
    expect(report.acked).toBeGreaterThanOrEqual(4 * 50);
    expect(report.acked).toBeLessThanOrEqual(4 * 51);
    expect(report.perSecond).toBeCloseTo(400, -1.5);
    expect(report.p50).toBeCloseTo(10, 0);
  });

  it('ends with the first failure', async () => {
    const failing = concurrently(
      2,
      TIMES,
      () => undefined,
      () => Promise.reject(new Error('no')),
    );
    await expect(failing).rejects.toThrow('no');
  });
});

describe('turns', () => {
  it('let contenders run one after the other, round by round', async () => {
    const order: string[] = [];
    const contender = (name: string, rate: number) => ({
      name,
      bar: 2,
      round: (times: typeof TIMES) => {
        order.push(`${name} ${times.measureMs}`);
        return Promise.resolve(rounds(rate)[0] ?? { perSecond: 0, p50: 0, p99: 0, max: 0 });
      },
    });
    const lines: string[] = [];
    const series = await takeTurns([contender('a', 1000), contender('b', 2)], 2, TIMES, (line) => lines.push(line));
    expect(order).toEqual(['a 400', 'b 400', 'a 400', 'b 400']);
    expect(series).toEqual([
      { name: 'a', bar: 2, rounds: rounds(1000).concat(rounds(1000)) },
      { name: 'b', bar: 2, rounds: rounds(2).concat(rounds(2)) },
    ]);
    expect(lines[0]).toBe('  round 1 of 2: a 1,000/s, p50 1.00 ms, p99 2.00 ms');
  });
});
