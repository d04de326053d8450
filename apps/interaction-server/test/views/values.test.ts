import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secondsOfDateTime } from '../../src/views/meaning/date-time.ts';
import { compareTexts, leadingNumber } from '../../src/views/meaning/text-order.ts';
import { NEW_YEAR } from './support/interaction.ts';

const SECONDS = NEW_YEAR / 1000;

const times: readonly (readonly [text: string, seconds: number])[] = [
  ['2026-01-01T00:00:00Z', SECONDS],
  ['2026-01-01t00:00:00z', SECONDS],
  ['2026-01-01 00:00:00Z', SECONDS],
  ['2026-01-01T00:00:00.057Z', (NEW_YEAR + 57) / 1000],
  ['2026-01-01T00:00:00.5Z', SECONDS + 0.5],
  ['2026-01-01T00:00:00.0005Z', (NEW_YEAR + 0.5) / 1000],
  ['2026-01-01T05:30:00+05:30', SECONDS],
  ['2025-12-31T23:00:00-01:00', SECONDS],
  ['2025-12-31T23:59:60Z', SECONDS],
  ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29) / 1000],
  ['0001-01-01T00:00:00Z', -62135596800],
  ['2026-02-29T00:00:00Z', NaN],
  ['2026-13-01T00:00:00Z', NaN],
  ['2026-00-01T00:00:00Z', NaN],
  ['2026-01-00T00:00:00Z', NaN],
  ['2026-01-01T24:00:00Z', NaN],
  ['2026-01-01T00:60:00Z', NaN],
  ['2026-01-01T00:00:61Z', NaN],
  ['2026-01-01T00:00:00+24:00', NaN],
  ['2026-01-01T00:00:00+00:60', NaN],
  ['2026-01-01T00:00:00', NaN],
  ['2026-01-01', NaN],
  ['2026-1-1T00:00:00Z', NaN],
  ['2026-01-01T00:00:00.Z', NaN],
  [' 2026-01-01T00:00:00Z', NaN],
  ['', NaN],
];

describe('an RFC 3339 date-time', () => {
  test.each(times)('%j', (text, seconds) => {
    expect(secondsOfDateTime(text)).toBe(seconds);
  });

  test('of any millisecond is exactly that', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
        expect(secondsOfDateTime(new Date(ms).toISOString())).toBe(ms / 1000);
      }),
    );
  });
});

/** Strings in which surrogates, what sorts after them in UTF-16, and common beginnings turn up often. */
const texts = fc
  .array(fc.constantFrom('\0', 'a', 'b', '\u{D7FF}', '\u{E000}', '\u{FFFF}', '\u{10000}', '\u{10FFFF}'), {
    maxLength: 5,
  })
  .map((parts) => parts.join(''));

describe('the order of strings', () => {
  test('is that of their code points', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const expected = Buffer.compare(Buffer.from(a), Buffer.from(b)); // UTF-8 keeps the order of code points
        expect(Math.sign(compareTexts(a, b))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('is never contradicted by their leading numbers', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const sameBeginning = a.slice(0, 3) === b.slice(0, 3);
        const expected = sameBeginning ? 0 : Math.sign(compareTexts(a, b));
        expect(Math.sign(leadingNumber(a) - leadingNumber(b))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
