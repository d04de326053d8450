import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../src/report/histogram.ts';

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** The value that so large a share of the values does not exceed. */
function exactPercentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(sorted.length * share)) - 1] as number;
}

describe('a histogram', () => {
  it.each([
    ['one value', [2.5], 0.5, 2.5],
    ['the middle of three', [1, 2, 3], 0.5, 2.001],
    ['the 99th of a hundred', Array.from({ length: 100 }, (_, index) => (index + 1) / 1000), 0.99, 0.1],
    ['all the same', [7, 7, 7, 7], 0.99, 7],
    ['less than a µs', [0.0001, 0.0002], 0.5, 0.0002],
    ['a clock that went back', [-3], 0.5, 0],
  ])('tells %s', (_, values, share, wanted) => {
    const found = histogramOf(values).percentile(share);
    expect(found).toBeGreaterThanOrEqual(wanted - 0.0011);
    expect(found).toBeLessThanOrEqual(wanted * (1 + 1 / 64) + 0.001);
  });

  it('tells never less than the true percentile, and at most 1/64 more', () => {
    const durations = fc.array(fc.double({ min: 0, max: 2_000_000, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(durations, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const exact = exactPercentile(values, share);
        const told = histogramOf(values).percentile(share);
        expect(told).toBeGreaterThanOrEqual(exact);
        expect(told).toBeLessThanOrEqual(exact * (1 + 1 / 64) + 0.001);
      }),
    );
  });

  it('counts what is longer than it can tell apart, and never tells more than the longest', () => {
    const histogram = histogramOf([1, 5_000_000]);
    expect(histogram.count).toBe(2);
    expect(histogram.latencies()).toEqual({
      p50: expect.closeTo(1, 1) as number,
      p99: 2_147_483.648,
      max: 5_000_000,
    });
  });

  it('is zero when it is empty', () => {
    expect(new Histogram().latencies()).toEqual({ p50: 0, p99: 0, max: 0 });
  });
});
