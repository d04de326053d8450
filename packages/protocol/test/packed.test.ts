import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EMPTY_PACKED,
  mergePacked,
  pack,
  packBytes,
  packedCount,
  packedGet,
  packedKeys,
  packedSize,
  packedToBytes,
  packTrusted,
  unpack,
  type KvInput,
  type KvInputMap,
} from '../src/index.ts';
import { kvMap, kvValue } from './arbitraries.ts';

function packHex(hex: string): string {
  return packBytes(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

describe('a packed map', () => {
  test('is its bytes, one character each', () => {
    const packed = pack({ a: 1, é: [true, null] });
    expect(Buffer.from(packed, 'latin1').toString('hex')).toBe('82a16101a2c3a992c3c0');
    expect(packedToBytes(packed).toString('hex')).toBe('82a16101a2c3a992c3c0');
    expect(packedSize(packed)).toBe(10);
  });

  test('unpacks to what was packed', () => {
    fc.assert(
      fc.property(kvMap, (map) => {
        expect(unpack(pack(map))).toEqual(map);
      }),
    );
  });

  test('gives each top-level value, its keys in order, and nothing for others', () => {
    fc.assert(
      fc.property(kvMap, (map) => {
        const packed = pack(map);
        expect(packedKeys(packed)).toEqual(Object.keys(map));
        expect(packedCount(packed)).toBe(Object.keys(map).length);
        for (const key of Object.keys(map)) expect(packedGet(packed, key)).toEqual(map[key]);
        expect(packedGet(packed, `${Object.keys(map).join('')}!`)).toBeUndefined();
      }),
    );
  });

  test('finds values behind containers of every width', () => {
    const wide = Object.fromEntries(Array.from({ length: 70_000 }, (_, index) => [`k${index}`, index]));
    const map = {
      bytes: [new Uint8Array(3), new Uint8Array(300), new Uint8Array(70_000)],
      texts: ['x', 'y'.repeat(40), 'z'.repeat(300), 'w'.repeat(70_000)],
      lists: [[], Array.from({ length: 20 }, () => 0), Array.from({ length: 70_000 }, () => false)],
      times: [new Date(0), new Date(250), new Date(-1)],
      numbers: [0.5, -1, -33, -129, -32_769, -2_147_483_649, 128, 256, 65_536, 4_294_967_296, 1n << 63n],
      wide,
      last: 'found',
    };
    const packed = pack(map);
    expect(packedGet(packed, 'last')).toBe('found');
    expect(packedGet(packed, 'wide')).toEqual(wide);
    expect(unpack(packed)).toEqual(map);
    expect(unpack(pack(wide))).toEqual(wide);
    expect(packedGet(pack(wide), 'k69999')).toBe(69_999);
  });

  test('undefined values are left out, in lists they are nil', () => {
    expect(unpack(pack({ a: undefined, b: [undefined, 1] }))).toEqual({ b: [null, 1] });
  });

  test('keeps the bytes that came: order, 1.0, wide ints, nanoseconds', () => {
    const hex = '84 a162 cb3ff0000000000000 a161 cf0000000000000001 a163 d7ff00000004 65920080 a164 d90178';
    expect(Buffer.from(packHex(hex), 'latin1').toString('hex')).toBe(hex.replaceAll(' ', ''));
  });

  test.each([
    ['nothing', ''],
    ['an array', '90'],
    ['bytes left over', '8000'],
    ['a key twice', '82a16101a16102'],
    ['a cut value', '81a161a2'],
  ])('refuses %s', (_name, hex) => {
    expect(() => packHex(hex)).toThrow(expect.objectContaining({ error: 'MalformedBody' }));
  });

  test('takes bytes of our own without looking', () => {
    expect(packTrusted(Buffer.from('80', 'hex'))).toBe(EMPTY_PACKED);
  });
});

/** What mergePacked should do, said with plain objects of string keys that are no integers (those keep their order). */
function merged(
  base: Readonly<Record<string, KvInput>>,
  changes: { added: KvInputMap; changed: KvInputMap; deleted: readonly string[] },
): [string, KvInput][] {
  const entries = new Map(Object.entries(base).filter(([key]) => !changes.deleted.includes(key)));
  for (const [key, value] of Object.entries({ ...changes.added, ...changes.changed })) entries.set(key, value);
  return [...entries];
}

describe('merging', () => {
  const key = fc.constantFrom('alpha', 'beta', 'gamma', 'δέλτα', 'e'.repeat(40), 'f', '𝄞');
  const smallMap = fc.dictionary(key, kvValue, { maxKeys: 6 });

  test('replaces in place, appends the rest, removes what is deleted', () => {
    fc.assert(
      fc.property(smallMap, smallMap, smallMap, fc.array(key, { maxLength: 4 }), (base, added, changed, deleted) => {
        const result = mergePacked(pack(base), { added: pack(added), changed: pack(changed), deleted });
        expect(packedKeys(result).map((name) => [name, packedGet(result, name)])).toEqual(
          merged(base, { added, changed, deleted }),
        );
        expect(packBytes(packedToBytes(result))).toBe(result);
      }),
    );
  });

  test('leaves the bytes of other keys as they are', () => {
    const base = Buffer.from('83a161cb3ff0000000000000a162cc01a163d90178', 'hex');
    const result = mergePacked(packBytes(base), { changed: pack({ b: 2 }) });
    expect(Buffer.from(result, 'latin1').toString('hex')).toBe('83a161cb3ff0000000000000a16202a163d90178');
  });

  test.each([
    [{}, { a: 1, b: 2 }],
    [{ deleted: ['a', 'zzz'] }, { b: 2 }],
    [{ deleted: ['a', 'b'] }, {}],
    [
      { changed: pack({ a: 9 }), added: pack({ a: 8, c: 3 }) },
      { a: 9, b: 2, c: 3 },
    ],
    [
      { added: EMPTY_PACKED, deleted: [] },
      { a: 1, b: 2 },
    ],
  ])('%o', (changes, expected) => {
    expect(unpack(mergePacked(pack({ a: 1, b: 2 }), changes))).toEqual(expected);
  });

  test('what is deleted and set goes to the end', () => {
    const result = mergePacked(pack({ a: 1, b: 2 }), { deleted: ['a'], changed: pack({ a: 3 }) });
    expect(packedKeys(result)).toEqual(['b', 'a']);
  });

  test('grows from 15 to 16 pairs, and back', () => {
    const base = pack(Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`k${index}`, index])));
    const more = mergePacked(base, { added: pack({ one: 1 }) });
    expect(packedCount(more)).toBe(16);
    expect(mergePacked(more, { deleted: ['one'] })).toBe(base);
  });
});
