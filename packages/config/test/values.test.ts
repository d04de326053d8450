import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes } from '../src/values/bytes.ts';
import { flag, oneOf } from '../src/values/choices.ts';
import { duration } from '../src/values/durations.ts';
import { port, wholeNumber, wholeNumberOrZero } from '../src/values/numbers.ts';
import { host, text, textList, url } from '../src/values/texts.ts';
import type { ValueType } from '../src/values/value-type.ts';

const seconds = duration('seconds', { min: 1, max: 60 });
const minutes = duration('minutes', { min: 1, max: 1440 });
const size = bytes({ min: 10, max: 1_048_576 });
const aFew = wholeNumber({ min: -3, max: 7 });
const zeroOr = wholeNumberOrZero({ min: 100, max: 200 });

describe('a raw value is understood', () => {
  test.each<[string, ValueType<unknown>, unknown, unknown]>([
    ['a number', aFew, 7, 7],
    ['a number as text', aFew, ' -3 ', -3],
    ['zero where it has a meaning of its own', zeroOr, '0', 0],
    ['a port as text', port(), '1234', 1234],
    ['any port', port(true), 0, 0],
    ['seconds', seconds, 20, 20_000],
    ['seconds as text', seconds, '20', 20_000],
    ['part of a second', seconds, 1.5, 1500],
    ['a duration with a unit', seconds, '500ms'.replace('500', '1500'), 1500],
    ['a duration with a larger unit', seconds, '1m', 60_000],
    ['minutes', minutes, 240, 14_400_000],
    ['minutes given in hours', minutes, '3h', 10_800_000],
    ['minutes given in a day', minutes, '1d', 86_400_000],
    ['bytes', size, 64, 64],
    ['KiB', size, '64 KiB', 65_536],
    ['MiB', size, '1MiB', 1_048_576],
    ['true as text', flag(), 'true', true],
    ['false as text', flag(), 'FALSE', false],
    ['yes', flag(), 'yes', true],
    ['a word', oneOf(['a', 'b']), 'b', 'b'],
    ['a boolean that is a word', oneOf(['true', 'force']), true, 'true'],
    ['a number as a text', text(), 100, '100'],
    ['a list', textList(), ['a', ' b'], ['a', 'b']],
    ['a list in one text', textList(), 'a, b,,c', ['a', 'b', 'c']],
    ['an empty list', textList(), [], []],
    ['a host name', host(), 'db-1.example.org', 'db-1.example.org'],
    ['an IPv4 address', host(), '10.0.0.1', '10.0.0.1'],
    ['an IPv6 address', host(), '::1', '::1'],
    ['a URL', url(['postgres:']), 'postgres://u@h/db', 'postgres://u@h/db'],
  ])('%s', (_, type, raw, value) => {
    expect(type.read(raw)).toEqual({ ok: true, value });
  });
});

describe('a raw value is refused', () => {
  test.each<[string, ValueType<unknown>, unknown]>([
    ['a number above its range', aFew, 8],
    ['a number below its range', aFew, '-4'],
    ['part of a number', aFew, 1.5],
    ['a number with words', aFew, '7 apples'],
    ['a number in hex', aFew, '0x3'],
    ['a number beyond 2^53', wholeNumber({ min: 0, max: Number.MAX_VALUE }), 2 ** 53],
    ['nothing', aFew, undefined],
    ['NaN', aFew, Number.NaN],
    ['a number between zero and the range', zeroOr, 5],
    ['a port of 0', port(), 0],
    ['a port above 65535', port(), 65_536],
    ['a duration below its range', seconds, '999ms'],
    ['a duration above its range', seconds, '61s'],
    ['a duration with an unknown unit', seconds, '5 fortnights'],
    ['a duration with the name of a property', seconds, '5constructor'],
    ['an infinite duration', seconds, Infinity],
    ['a negative duration', seconds, '-5s'],
    ['a size with an unknown unit', size, '5KB'],
    ['part of a byte', size, 10.5],
    ['a boolean that is a number', flag(), 1],
    ['a boolean that is another word', flag(), 'maybe'],
    ['another word', oneOf(['a', 'b']), 'c'],
    ['an empty text', text(), ''],
    ['a text with NUL', text(), 'a\u0000b'],
    ['a text with a lone surrogate', text(), 'a\ud800'],
    ['a text of two lines', text(), 'a\nb'],
    ['a text that is too long', text({ max: 3 }), 'abcd'],
    ['an object as a text', text(), {}],
    ['a list with an object', textList(), [{}]],
    ['a host with a port', host(), 'localhost:5432'],
    ['a host with a path', host(), 'localhost/db'],
    ['a URL of another protocol', url(['postgres:']), 'http://h/db'],
    ['no URL', url(['postgres:']), 'h/db'],
  ])('%s', (_, type, raw) => {
    const read = type.read(raw);
    expect(read.ok).toBe(false);
    expect(read.ok ? '' : read.expected).not.toBe('');
  });
});

test('no raw value makes a type throw', () => {
  const types = [aFew, zeroOr, port(), seconds, size, flag(), oneOf(['a']), text(), textList(), host(), url(['http:'])];
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), fc.constantFrom(...types), (raw, type) => {
      expect(typeof type.read(raw).ok).toBe('boolean');
    }),
  );
});

test('a duration means the same as a number, as text and with its unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
      const expected = { ok: true, value: count * 1000 };
      for (const raw of [count, `${count}`, `${count}s`, `${count * 1000}ms`])
        expect(seconds.read(raw)).toEqual(expected);
    }),
  );
});
