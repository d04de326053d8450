import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, ratios, rounded } from '../src/report/statistics.ts';

describe('the median', () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
    [[100, 1, 1, 1, 1], 1],
    [[10, 9], 9.5],
  ])('of %j is %d', (values, wanted) => {
    expect(median(values)).toBe(wanted);
  });

  it('has as many values below it as above it, and leaves the values as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const before = [...values];
        const middle = median(values);
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values).toEqual(before);
      }),
    );
  });

  it('of nothing is refused', () => {
    expect(() => median([])).toThrow('no median');
  });
});

describe('ratios', () => {
  it('compare round by round', () => {
    expect(ratios([10, 30, 8], [5, 10, 2])).toEqual([2, 3, 4]);
  });

  it('of series of different length are refused', () => {
    expect(() => ratios([1, 2], [1])).toThrow('2 rounds cannot be compared with 1');
  });
});

describe('rounding', () => {
  it.each([
    [1234.567, 1235],
    [0.0123456, 0.01235],
    [9, 9],
    [123_456, 123_500],
  ])('makes %d to %d', (value, wanted) => {
    expect(rounded(value)).toBe(wanted);
  });
});
