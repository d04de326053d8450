import { describe, expect, test } from 'vitest';
import { matchesLike, MAX_PATTERN_LENGTH, readLikePattern, type LikePattern } from '../../src/views/meaning/like.ts';

function pattern(text: string): LikePattern {
  const read = readLikePattern(text);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

const rows: readonly (readonly [text: string, pattern: string, matches: boolean])[] = [
  ['', '', true],
  ['', '%', true],
  ['', '_', false],
  ['a', '', false],
  ['abc', 'abc', true],
  ['abc', 'ab', false],
  ['abc', 'a%', true],
  ['abc', '%c', true],
  ['abc', '%b%', true],
  ['abc', 'a%c', true],
  ['abc', 'a%%c', true],
  ['ac', 'a%c', true],
  ['a', 'a%a', false],
  ['aa', 'a%a', true],
  ['abc', '___', true],
  ['abc', '____', false],
  ['abc', '_%_', true],
  ['aXbXc', '%X%X%', true],
  ['aXbc', '%X%X%', false],
  ['aab', '%ab', true],
  ['abab', '%aba', false],
  ['100%', '100\\%', true],
  ['1000', '100\\%', false],
  ['a_b', 'a\\_b', true],
  ['axb', 'a\\_b', false],
  ['a\\b', 'a\\\\b', true],
  ['ab', 'a\\b', true],
  ['\u{1F600}', '_', true],
  ['\u{1F600}', '__', false],
  ['x\u{1F600}', '%_', true],
  ['a\u{1F600}b', 'a_b', true],
  ['a\u{1F600}', '%\u{1F600}', true],
];

describe('LIKE', () => {
  test.each(rows)('%j like %j: %j', (text, like, matches) => {
    expect(matchesLike(text, pattern(like))).toBe(matches);
  });

  test('takes a bounded number of steps', () => {
    let steps = 0;
    const counted = new Proxy(pattern(`${'%a_'.repeat(60)}%b`).pieces, {
      get: (pieces, key, receiver) => {
        steps += 1;
        return Reflect.get(pieces, key, receiver) as unknown;
      },
    });
    expect(matchesLike('a'.repeat(20_000), { pieces: counted })).toBe(false);
    expect(steps).toBeLessThan(500);
  });

  test('refuses a backslash with nothing behind it', () => {
    expect(readLikePattern('a\\')).toMatch(/backslash/);
  });

  test('refuses a pattern without bound', () => {
    expect(readLikePattern('_'.repeat(MAX_PATTERN_LENGTH))).toMatchObject({ pieces: [expect.any(Array)] });
    expect(readLikePattern('_'.repeat(MAX_PATTERN_LENGTH + 1))).toMatch(/longer than 256/);
  });
});
