import { describe, expect, it } from 'vitest';
import { limitResult } from '../src/memory/limit-result.ts';
import { compare } from '../src/report/compare.ts';
import { rounds } from './results.ts';

const BENCH = { name: 'S1', what: 'submits', bar: '≥ 10 ×', unit: 'submits', p99: 10, setup: { rounds: 3 } };

describe('a comparison', () => {
  it('takes the median of the ratios of the rounds, not the ratio of the medians', () => {
    const ours = { name: 'ixn', rounds: rounds(100, 400, 900) };
    const peer = { name: 'other', rounds: rounds(10, 100, 90), bar: 5 };
    const result = compare(BENCH, ours, [peer]);
    // 10, 4 and 10; the medians alone would say 400 / 90.
    expect(result).toMatchObject({ ratio: 10, ratioTo: 'other', neededRatio: 5, pass: true });
    expect(result).toMatchObject({
      ours: { perSecond: 400, p50: 2, p99: 4, max: 6 },
      peers: { other: { perSecond: 90 } },
    });
  });

  it('names the peer that is nearest to its bar', () => {
    const peers = [
      { name: 'slow', rounds: rounds(1), bar: 10 },
      { name: 'fast', rounds: rounds(30), bar: 3 },
    ];
    expect(compare(BENCH, { name: 'ixn', rounds: rounds(100) }, peers)).toMatchObject({
      ratioTo: 'fast',
      ratio: 3.333,
      neededRatio: 3,
      pass: true,
    });
  });

  it.each([
    ['a ratio below its bar', 29.9, 1, false],
    ['a ratio at its bar', 30, 1, true],
    ['a p99 at its limit', 100, 5, true],
    ['a p99 beyond its limit', 100, 5.1, false],
  ])('with %s passes: %s', (_, rate, latency, pass) => {
    const ours = { name: 'ixn', rounds: [{ perSecond: rate, p50: latency, p99: latency * 2, max: latency * 2 }] };
    expect(compare(BENCH, ours, [{ name: 'other', rounds: rounds(10), bar: 3 }]).pass).toBe(pass);
  });

  it('does not judge by a peer without a bar', () => {
    const peers = [
      { name: 'judged', rounds: rounds(10), bar: 5 },
      { name: 'beside', rounds: rounds(1_000), note: 'only printed' },
    ];
    const result = compare(BENCH, { name: 'ixn', rounds: rounds(60) }, peers);
    expect(result).toMatchObject({
      pass: true,
      ratioTo: 'judged',
      peers: { beside: { ratio: 0.06, note: 'only printed' } },
    });
    expect(() => compare(BENCH, { name: 'ixn', rounds: rounds(60) }, peers.slice(1))).toThrow('no peer with a bar');
  });

  it('keeps every round, with its steps and cores', () => {
    const round = {
      perSecond: 1234.567,
      p50: 1,
      p99: 2,
      max: 3,
      steps: { pull: { p50: 0.123456, p99: 1, max: 1 } },
      cores: { server: 0.87654 },
    };
    const peers = [{ name: 'other', rounds: rounds(1), bar: 1 }];
    expect(compare(BENCH, { name: 'ixn', rounds: [round] }, peers).ours).toMatchObject({
      rounds: [{ perSecond: 1235, steps: { pull: { p50: 0.1235 } }, cores: { server: 0.877 } }],
    });
  });
});

describe('a result against limits', () => {
  const bench = { name: 'M1', what: 'memory', bar: '≤ 2 GiB', full: true, figures: { interactions: 1 }, setup: {} };
  const limit = (value: number): { what: string; value: number; limit: number; unit: string } => ({
    what: `of ${value}`,
    value,
    limit: 2,
    unit: 'GiB',
  });

  it('has the ratio of the limit that is nearest', () => {
    const result = limitResult({ ...bench, limits: [limit(0.5), limit(1.6)] });
    expect(result).toMatchObject({ ratio: 1.25, ratioTo: 'limit of of 1.6', pass: true, what: 'memory' });
  });

  it('fails when one is passed', () => {
    expect(limitResult({ ...bench, limits: [limit(0.5), limit(2.1)] }).pass).toBe(false);
  });

  it('says when it was a trial', () => {
    expect(limitResult({ ...bench, full: false, limits: [limit(1)] }).what).toContain('a trial');
  });
});
