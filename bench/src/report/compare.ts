import type { Latencies } from './histogram.ts';
import type { Contestant, Limit, Measured, Peer, Round } from './result.ts';
import { median, ratios, rounded } from './statistics.ts';

/** One who takes part in a speed bench, and what it did. Ours is the first. */
export interface Series {
  readonly name: string;
  readonly rounds: readonly Round[];
  readonly note?: string;
  /** The ratio that ours has to reach; none for ours, and for those that are only printed beside. */
  readonly bar?: number;
}

export interface SpeedBench {
  readonly name: string;
  readonly what: string;
  readonly bar: string;
  /** What is counted a second, such as `submits`. */
  readonly unit: string;
  /** Longest p99 of ours, ms. */
  readonly p99?: number;
  readonly setup: Readonly<Record<string, string | number>>;
}

/** Compares ours with its peers, round by round: ratios are medians of the rounds' ratios. */
export function compare(bench: SpeedBench, ours: Series, peers: readonly Series[]): Measured {
  const own = contestant(ours);
  const compared = peers.map((peer) => [peer.name, against(ours, peer)] as const);
  const judged = compared.filter(([, { bar }]) => bar !== undefined);
  const nearest = judged.toSorted(([, a], [, b]) => a.ratio / (a.bar ?? 1) - b.ratio / (b.bar ?? 1))[0];
  if (nearest === undefined) throw new Error(`${bench.name} has no peer with a bar`);
  const [ratioTo, { ratio, bar: neededRatio = 1 }] = nearest;
  const limits: Limit[] =
    bench.p99 === undefined ? [] : [{ what: 'p99', value: own.p99, limit: bench.p99, unit: 'ms' }];
  return {
    kind: 'speed',
    name: bench.name,
    what: bench.what,
    bar: bench.bar,
    unit: bench.unit,
    ratio,
    neededRatio,
    ratioTo,
    pass: ratio >= neededRatio && limits.every(({ value, limit }) => value <= limit),
    limits,
    ours: own,
    peers: Object.fromEntries(compared),
    setup: bench.setup,
  };
}

function against(ours: Series, peer: Series): Peer {
  const ratio = median(
    ratios(
      ours.rounds.map(({ perSecond }) => perSecond),
      peer.rounds.map(({ perSecond }) => perSecond),
    ),
  );
  return { ...contestant(peer), ratio: rounded(ratio), ...(peer.bar === undefined ? {} : { bar: peer.bar }) };
}

function contestant({ rounds, note }: Series): Contestant {
  const middle = (pick: (round: Round) => number): number => rounded(median(rounds.map(pick)));
  return {
    perSecond: middle(({ perSecond }) => perSecond),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    max: middle(({ max }) => max),
    rounds: rounds.map(roundedRound),
    ...(note === undefined ? {} : { note }),
  };
}

function roundedRound({ perSecond, steps, cores, ...latencies }: Round): Round {
  return {
    perSecond: rounded(perSecond),
    ...roundedLatencies(latencies),
    ...(steps === undefined ? {} : { steps: mapValues(steps, roundedLatencies) }),
    ...(cores === undefined ? {} : { cores: mapValues(cores, (value) => rounded(value, 3)) }),
  };
}

function roundedLatencies({ p50, p99, max }: Latencies): Latencies {
  return { p50: rounded(p50), p99: rounded(p99), max: rounded(max) };
}

function mapValues<T, R>(values: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
