import type { Figures, Limit, Measured } from '../report/result.ts';
import { rounded } from '../report/statistics.ts';

export interface LimitBench {
  readonly name: string;
  readonly what: string;
  readonly bar: string;
  /** Whether it ran at the size that the bar is for. */
  readonly full: boolean;
  readonly limits: readonly [Limit, ...Limit[]];
  readonly figures: Figures;
  readonly setup: Readonly<Record<string, string | number>>;
}

/** Result of a bench against limits: the ratio is the limit to what was measured, of the limit that is nearest. */
export function limitResult({ name, what, bar, full, limits, figures, setup }: LimitBench): Measured {
  const room = limits.map(({ what: ratioTo, value, limit }) => ({ ratioTo, ratio: limit / value }));
  const [nearest] = room.toSorted((a, b) => a.ratio - b.ratio);
  if (nearest === undefined) throw new Error(`${name} has no limit`);
  return {
    kind: 'limit',
    name,
    what: full ? what : `${what} (a trial: fewer than the bar is for)`,
    bar,
    ratio: rounded(nearest.ratio),
    neededRatio: 1,
    ratioTo: `limit of ${nearest.ratioTo}`,
    pass: nearest.ratio >= 1,
    limits,
    ours: figures,
    peers: {},
    setup,
  };
}
