import { type Bounds, rangeText, within } from './numbers.ts';
import { accepted, refused, type ValueType } from './value-type.ts';

/** The units that a duration may be declared in. */
export type DurationUnit = 'milliseconds' | 'seconds' | 'minutes' | 'hours';

const MILLISECONDS: Readonly<Record<DurationUnit, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
};
const SUFFIXES: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * A duration; the value read is always in milliseconds.
 * A plain number counts in `unit`; text may carry a unit of its own: `500ms`, `10s`, `2m`, `24h`, `7d`.
 * Bounds are in `unit`.
 */
export function duration(unit: DurationUnit, bounds: Bounds): ValueType<number> {
  const expected = `${unit} from ${bounds.min} to ${bounds.max}, or a duration with a unit such as 500ms, 10s, 2m, 24h`;
  return {
    kind: 'duration',
    unit,
    range: rangeText(bounds),
    read(raw) {
      const milliseconds = millisecondsOf(raw, MILLISECONDS[unit]);
      if (milliseconds === undefined || !within(milliseconds / MILLISECONDS[unit], bounds)) return refused(expected);
      return accepted(milliseconds);
    },
  };
}

function millisecondsOf(raw: unknown, factor: number): number | undefined {
  if (typeof raw === 'number') return wholeMilliseconds(raw * factor);
  if (typeof raw !== 'string') return undefined;
  const match = /^\s*(\d{1,15}(?:\.\d{1,6})?)\s*([a-z]*)\s*$/.exec(raw);
  if (match === null) return undefined;
  const suffix = match[2] ?? '';
  const scale = suffix === '' ? factor : Object.hasOwn(SUFFIXES, suffix) ? SUFFIXES[suffix] : undefined;
  return scale === undefined ? undefined : wholeMilliseconds(Number(match[1]) * scale);
}

function wholeMilliseconds(value: number): number | undefined {
  return Number.isFinite(value) ? Math.round(value) : undefined;
}
