import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limitResult } from '../src/memory/limit-result.ts';
import { compare } from '../src/report/compare.ts';
import { readResults, writeResults } from '../src/report/files.ts';
import type { BenchResult } from '../src/report/result.ts';
import { summary } from '../src/report/summary.ts';
import { table } from '../src/report/table.ts';
import { FACTS, rounds } from './results.ts';

const setup = { rounds: 3, secondsMeasured: 8 };
const S1: BenchResult = {
  ...compare(
    { name: 'S1', what: 'durable submits', bar: '≥ 10 ×, p99 ≤ 3 ms', unit: 'submits', p99: 3, setup },
    { name: 'ixn', rounds: rounds(30_000, 31_000, 29_000) },
    [
      { name: 'pg-boss', rounds: rounds(1_500, 1_550, 1_450), bar: 10, note: 'single sends' },
      { name: 'pgbench', rounds: [{ perSecond: 60_000, p50: 12.5, p99: 0, max: 0 }, ...rounds(60_000, 60_000)] },
    ],
  ),
  ...FACTS,
};
const M2: BenchResult = {
  ...limitResult({
    name: 'M2',
    what: 'start',
    bar: '≤ 20 s',
    full: true,
    limits: [{ what: 'start', value: 8, limit: 20, unit: 's' }],
    figures: { interactions: 1_000_000, perSecond: 125_000 },
    setup: {},
  }),
  ...FACTS,
};

describe('the table', () => {
  it('has a line for each who took part, ratios last', () => {
    expect(table([S1, M2]).split('\n')).toEqual([
      'bench  who           measured  p50 ms  p99 ms  bar         met    ratio',
      '-----  ------------  --------  ------  ------  ----------  ---  -------',
      'S1     ixn, submits  30,000/s       2       4  p99 ≤ 3 ms  NO',
      '       pg-boss        1,500/s       2       4  ≥ 10 ×      yes  20.00 ×',
      '       pgbench       60,000/s       2       2                    0.50 ×',
      'M2     start              8 s                  ≤ 20 s      yes   2.50 ×',
    ]);
  });
});

describe('the summary', () => {
  const text = summary([S1, M2]);

  it('has the rows of the table', () => {
    expect(text).toContain('| bench | who | measured | p50 ms | p99 ms | bar | met | ratio |');
    expect(text).toContain('| --- | --- | --: | --: | --: | --- | --- | --: |');
    expect(text).toContain('|  | pg-boss | 1,500/s | 2 | 4 | ≥ 10 × | yes | 20.00 × |');
  });

  it('says how it was measured, and where', () => {
    expect(text).toContain('- **S1**: durable submits.');
    expect(text).toContain('- S1, pg-boss: single sends.');
    expect(text).toContain('- M2: interactions 1,000,000, perSecond 125,000.');
    expect(text).toContain('S1: 3 of 8 s');
    expect(text).toContain('Measured 2026-01-02 at abcdef012345 on 2 cores (Some CPU), 24 GiB, Linux 6.1, ext4;');
  });

  it('of nothing says so', () => {
    expect(summary([])).toBe('Nothing has been measured yet.\n');
  });
});

describe('files of results', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ixn-results-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are read back as they were written, S before M, by number', () => {
    const S10: BenchResult = { ...S1, name: 'S10' };
    writeResults([M2, S10, S1], folder);
    expect(readResults(folder)).toEqual([S1, S10, M2]);
  });

  it('of other benches stay in the summary', () => {
    writeResults([S1], folder);
    writeFileSync(join(folder, 'notes.json'), '{}');
    const paths = writeResults([M2], folder);
    expect(paths).toEqual([join(folder, 'M2.json'), join(folder, 'summary.md')]);
    const text = readFileSync(join(folder, 'summary.md'), 'utf8');
    expect(text).toContain('**S1**');
    expect(text).toContain('**M2**');
  });

  it('hold what programs rely on', () => {
    writeResults([S1], folder);
    const written = JSON.parse(readFileSync(join(folder, 'S1.json'), 'utf8')) as Record<string, unknown>;
    expect(Object.keys(written)).toEqual(
      expect.arrayContaining(['name', 'what', 'bar', 'ratio', 'pass', 'ours', 'peers', 'machine', 'date', 'commit']),
    );
    expect(written).toMatchObject({ name: 'S1', ratio: 20, pass: false, ours: { rounds: [{}, {}, {}] } });
  });
});
