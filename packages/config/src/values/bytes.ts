import { type Bounds, rangeText, within } from './numbers.ts';
import { accepted, refused, type ValueType } from './value-type.ts';

const SUFFIXES: Readonly<Record<string, number>> = { '': 1, B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** A size in bytes: a plain number, or text with a unit: `64KiB`, `1 MiB`, `2GiB`. Bounds are in bytes. */
export function bytes(bounds: Bounds): ValueType<number> {
  const expected = `bytes from ${bounds.min} to ${bounds.max}, or a size with a unit such as 64KiB or 1MiB`;
  return {
    kind: 'size',
    unit: 'bytes',
    range: rangeText(bounds),
    read(raw) {
      const size = bytesOf(raw);
      return size !== undefined && within(size, bounds) ? accepted(size) : refused(expected);
    },
  };
}

function bytesOf(raw: unknown): number | undefined {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? raw : undefined;
  if (typeof raw !== 'string') return undefined;
  const match = /^\s*(\d{1,15})\s*([A-Za-z]*)\s*$/.exec(raw);
  if (match === null) return undefined;
  const suffix = match[2] ?? '';
  const scale = Object.hasOwn(SUFFIXES, suffix) ? SUFFIXES[suffix] : undefined;
  const size = scale === undefined ? Number.NaN : Number(match[1]) * scale;
  return Number.isSafeInteger(size) ? size : undefined;
}
