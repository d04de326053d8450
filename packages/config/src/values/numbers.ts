import { accepted, refused, type ValueType } from './value-type.ts';

/** Inclusive bounds, in the unit of the value. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** A whole number, as such or as text. `unit` is for tables only. */
export function wholeNumber(bounds: Bounds, unit = ''): ValueType<number> {
  const expected = `a whole number from ${bounds.min} to ${bounds.max}`;
  return {
    kind: 'whole number',
    unit,
    range: rangeText(bounds),
    read(raw) {
      const value = wholeNumberOf(raw);
      return value !== undefined && within(value, bounds) ? accepted(value) : refused(expected);
    },
  };
}

/** A whole number inside the bounds, or 0 with a meaning of its own, such as "no limit". */
export function wholeNumberOrZero(bounds: Bounds, unit = ''): ValueType<number> {
  const expected = `0 or a whole number from ${bounds.min} to ${bounds.max}`;
  return {
    kind: 'whole number',
    unit,
    range: `0, ${rangeText(bounds)}`,
    read(raw) {
      const value = wholeNumberOf(raw);
      return value === 0 || (value !== undefined && within(value, bounds)) ? accepted(value) : refused(expected);
    },
  };
}

/** A TCP port. 0 lets the system choose one where `allowAny` says so. */
export function port(allowAny = false): ValueType<number> {
  return wholeNumber({ min: allowAny ? 0 : 1, max: 65_535 });
}

/** The whole number that a raw value means, text included; undefined when it is none. */
export function wholeNumberOf(raw: unknown): number | undefined {
  const value = typeof raw === 'string' && /^\s*-?\d{1,16}\s*$/.test(raw) ? Number(raw) : raw;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** True when the value is inside the bounds. */
export function within(value: number, bounds: Bounds): boolean {
  return value >= bounds.min && value <= bounds.max;
}

/** Bounds for tables: `1…65535`. */
export function rangeText(bounds: Bounds): string {
  return `${bounds.min}…${bounds.max}`;
}
