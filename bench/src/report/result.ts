import type { Latencies } from './histogram.ts';

/** Where the figures come from. Absolute numbers mean little without it. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  readonly fileSystem: string;
}

/** What one contestant did in one round. */
export interface Round extends Latencies {
  readonly perSecond: number;
  /** Of each step of a life, where a round has several. */
  readonly steps?: Readonly<Record<string, Latencies>>;
  /** Cores that each process kept busy while it was measured. */
  readonly cores?: Readonly<Record<string, number>>;
}

/** A contestant's medians over its rounds. Latencies in ms. */
export interface Contestant extends Latencies {
  readonly perSecond: number;
  readonly rounds: readonly Round[];
  /** What is not equal, or how it was run. */
  readonly note?: string;
}

/** Someone that ours is compared with. */
export interface Peer extends Contestant {
  /** Ours to this one: the median of the ratios of the rounds. */
  readonly ratio: number;
  /** The ratio that is to be reached; left out where it is only printed beside. */
  readonly bar?: number;
}

/** Figures that are no rates, such as memory: name → value. */
export type Figures = Readonly<Record<string, number>>;

interface Outcome {
  readonly name: string;
  readonly what: string;
  readonly bar: string;
  /** Ours to the peer or floor that is nearest to its bar, or the limit to ours: at least {@link neededRatio} is good. */
  readonly ratio: number;
  readonly neededRatio: number;
  readonly ratioTo: string;
  /** Whether all of the bar is met, latencies included. */
  readonly pass: boolean;
  /** What the bar says beside the ratio, and what was measured. */
  readonly limits: readonly Limit[];
  /** How it was run: rounds, seconds, options of the server. */
  readonly setup: Readonly<Record<string, string | number>>;
  readonly machine: Machine;
  readonly date: string;
  readonly commit: string;
}

/** A figure that must not pass a limit. */
export interface Limit {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
}

/** Contents of `bench/results/<name>.json` of a speed bench. */
export interface SpeedResult extends Outcome {
  readonly kind: 'speed';
  readonly unit: string;
  readonly ours: Contestant;
  readonly peers: Readonly<Record<string, Peer>>;
}

/** Contents of `bench/results/<name>.json` of a bench that runs once against a limit. */
export interface LimitResult extends Outcome {
  readonly kind: 'limit';
  readonly ours: Figures;
  readonly peers: Readonly<Record<string, never>>;
}

export type BenchResult = SpeedResult | LimitResult;

/** What a bench hands over; the rest is the same for all. */
export type Measured =
  | Omit<SpeedResult, 'machine' | 'date' | 'commit'>
  | Omit<LimitResult, 'machine' | 'date' | 'commit'>;
