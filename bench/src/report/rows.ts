import type { BenchResult, Contestant, Peer } from './result.ts';

/** A line of the table of results; columns as in {@link COLUMNS}. */
export type Row = readonly string[];

export const COLUMNS: Row = ['bench', 'who', 'measured', 'p50 ms', 'p99 ms', 'bar', 'met', 'ratio'];

/** Columns with numbers, by index: they stand to the right. */
export const NUMBERS: ReadonlySet<number> = new Set([2, 3, 4, 7]);

/** The lines of one result: ours with the limits of its own, then each peer with the ratio of ours to it. */
export function rowsOf(result: BenchResult): Row[] {
  const verdict = result.pass ? 'yes' : 'NO';
  if (result.kind === 'limit') {
    return result.limits.map(({ what, value, limit, unit }, index) => {
      const met = value <= limit ? 'yes' : 'NO';
      const name = index === 0 ? result.name : '';
      return [name, what, `${figure(value)} ${unit}`, '', '', `≤ ${figure(limit)} ${unit}`, met, ratio(limit / value)];
    });
  }
  const peers = Object.entries(result.peers).map(([name, peer]) => peerRow(name, peer));
  const { ours, limits } = result;
  const bar = limits.map(({ what, limit, unit }) => `${what} ≤ ${limit} ${unit}`).join(', ');
  return [[result.name, `ixn, ${result.unit}`, ...speeds(ours), bar, verdict, ''], ...peers];
}

function peerRow(name: string, peer: Peer): Row {
  const bar = peer.bar === undefined ? '' : `≥ ${peer.bar} ×`;
  const met = peer.bar === undefined ? '' : peer.ratio >= peer.bar ? 'yes' : 'NO';
  return ['', name, ...speeds(peer), bar, met, ratio(peer.ratio)];
}

function speeds({ perSecond, p50, p99 }: Contestant): string[] {
  return [`${Math.round(perSecond).toLocaleString('en')}/s`, figure(p50), p99 === 0 ? '' : figure(p99)];
}

function ratio(value: number): string {
  return `${value.toFixed(2)} ×`;
}

function figure(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
