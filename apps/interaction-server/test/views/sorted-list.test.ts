import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SortedList } from '../../src/views/lines/sorted-list.ts';

interface Entry {
  readonly key: number;
  readonly tie: number;
}

const byTie = (a: Entry, b: Entry): number => a.tie - b.tie;
const inOrder = (a: Entry, b: Entry): number => a.key - b.key || a.tie - b.tie;

/** A small pseudo-random source (mulberry32): thousands of steps from one number that a failure prints. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function contentOf(list: SortedList<Entry>): unknown {
  return { size: list.size, first: list.first, firstKey: list.firstKey, entries: [...list] };
}

/** What a list of these entries, given in order, must say of itself. */
function content(...entries: readonly Entry[]): unknown {
  return { size: entries.length, first: entries[0], firstKey: entries[0]?.key ?? Infinity, entries };
}

describe('a sorted list', () => {
  test('is a sorted array, only faster', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(1, 10, 1e9), fc.constantFrom(45, 55, 70), (seed, keys, inserts) => {
        const random = randomFrom(seed);
        const list = new SortedList<Entry>(byTie);
        const model: Entry[] = [];
        let surprises = 0;
        for (let step = 1; step <= 4000; step += 1) {
          if (random(100) < inserts || model.length === 0) {
            const entry = { key: random(keys), tie: step };
            list.insert(entry.key, entry);
            model.push(entry);
          } else {
            const [entry] = model.splice(random(model.length), 1) as [Entry];
            if (!list.remove(entry.key, entry) || list.remove(entry.key, entry)) surprises += 1;
          }
        }
        expect(surprises).toBe(0);
        expect(contentOf(list)).toEqual(content(...model.toSorted(inOrder)));
        expect(model.every((entry) => list.remove(entry.key, entry))).toBe(true);
        expect(contentOf(list)).toEqual(content());
      }),
      { numRuns: 40 },
    );
  });

  test('is a queue when it is filled at the end and emptied at the front', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 2000 }), (seed, start) => {
        const random = randomFrom(seed);
        const list = new SortedList<Entry>(byTie);
        const model: Entry[] = [];
        const taken: (Entry | undefined)[] = [];
        let lastKey = 0;
        for (let step = 0; step < start + 3000; step += 1) {
          if (step < start || random(2) === 0 || model.length === taken.length) {
            lastKey += random(2);
            const entry = { key: lastKey, tie: step };
            list.insert(entry.key, entry);
            model.push(entry);
          } else {
            taken.push(list.first);
            list.removeFirst();
          }
        }
        expect(taken).toEqual(model.slice(0, taken.length));
        expect(contentOf(list)).toEqual(content(...model.slice(taken.length)));
      }),
      { numRuns: 40 },
    );
  });

  test('does not find what is not in it', () => {
    const list = new SortedList<Entry>(byTie);
    const entry = { key: 1, tie: 1 };
    expect(list.remove(1, entry)).toBe(false);
    list.insert(1, entry);
    expect(list.remove(2, entry)).toBe(false);
    expect(list.remove(1, { key: 1, tie: 1 })).toBe(false);
    expect(list.size).toBe(1);
  });

  test('refuses an item that it holds', () => {
    const list = new SortedList<Entry>(byTie);
    const entries = Array.from({ length: 1000 }, (_, tie) => ({ key: Math.floor(tie / 10), tie }));
    for (const entry of entries) list.insert(entry.key, entry);
    for (const entry of entries) expect(() => list.insert(entry.key, entry)).toThrow(/holds it already/);
    expect(contentOf(list)).toEqual(content(...entries));
  });

  test('keeps infinite keys last, and is empty after clear', () => {
    const list = new SortedList<Entry>(byTie);
    const last = { key: Infinity, tie: 1 };
    const first = { key: -Infinity, tie: 2 };
    list.insert(last.key, last);
    list.insert(first.key, first);
    expect(contentOf(list)).toEqual(content(first, last));
    list.clear();
    expect(contentOf(list)).toEqual(content());
  });
});
