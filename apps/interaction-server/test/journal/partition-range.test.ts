import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  covers,
  missingPartition,
  parsePartitionName,
  partitionLength,
  partitionName,
  type PartitionRange,
} from '../../src/journal/partition-range.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('partitions of stopped interactions', () => {
  it.each([
    [DAY, HOUR],
    [2 * DAY - 1, HOUR],
    [2 * DAY, DAY],
    [30 * DAY, DAY],
  ])('that are kept for %d ms are %d ms long', (retention, length) => {
    expect(partitionLength(retention)).toBe(length);
  });

  it('are named after what they hold', () => {
    const range = { from: Date.UTC(2026, 0, 31, 23), to: Date.UTC(2026, 1, 1) };
    expect(partitionName(range)).toBe('completed_interactions_20260131t230000_20260201t000000');
    expect(parsePartitionName(partitionName(range))).toEqual(range);
    expect(parsePartitionName('completed_interactions_old')).toBeUndefined();
  });

  it('never overlap, each holds the time it was made for, and the same time needs no second', () => {
    const moment = fc.record({ time: fc.integer({ min: 0, max: 10 * DAY }), length: fc.constantFrom(HOUR, DAY) });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 40 }), (moments) => {
        const ranges: PartitionRange[] = [];
        for (const { time, length } of moments) {
          if (covers(ranges, time)) continue;
          const made = missingPartition(time, length, ranges);
          expect(covers([made], time)).toBe(true);
          expect(made.to - made.from).toBeLessThanOrEqual(length);
          for (const other of ranges) expect(other.to <= made.from || other.from >= made.to).toBe(true);
          ranges.push(made);
        }
      }),
    );
  });
});
