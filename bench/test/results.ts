import type { Round } from '../src/report/result.ts';

/** Rounds of these rates; latencies follow from the number of the round. */
export function rounds(...perSecond: number[]): Round[] {
  return perSecond.map((rate, index) => ({
    perSecond: rate,
    p50: index + 1,
    p99: (index + 1) * 2,
    max: (index + 1) * 3,
  }));
}

export const MACHINE = {
  cpu: 'Some CPU',
  cores: 2,
  memoryGiB: 24,
  system: 'Linux 6.1',
  node: '24.21.0',
  postgres: '18.4',
  fileSystem: 'ext4',
} as const;

export const FACTS = { machine: MACHINE, date: '2026-01-02T03:04:05.000Z', commit: 'abcdef012345' } as const;
