import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultBackOff, waitBefore } from '../../src/client/back-off.ts';

describe('back-off', () => {
  test.each([
    [0, 0, 200],
    [1, 0, 400],
    [5, 0, 6_400],
    [6, 0, 10_000],
    [1_000_000, 0, 10_000],
    [0, 0.5, 150],
    [6, 0.999_999, 5_000.005],
  ])('before attempt %i with chance %f: %f ms', (attempt, random, wait) => {
    expect(waitBefore(attempt, defaultBackOff, random)).toBeCloseTo(wait, 6);
  });

  test('ends with the attempts', () => {
    const backOff = { ...defaultBackOff, attempts: 3 };
    expect([0, 1, 2, 3].map((attempt) => waitBefore(attempt, backOff, 0))).toEqual([200, 400, 800, undefined]);
  });

  test('stays between half and whole of the longest wait, whatever chance says', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
        const wait = waitBefore(attempt, defaultBackOff, random) as number;
        expect(wait).toBeGreaterThanOrEqual(100);
        expect(wait).toBeLessThanOrEqual(10_000);
      }),
    );
  });
});
