import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interaction } from '../../src/state/interaction.ts';
import { createOrderedLine, SORTED_AGAIN_AFTER } from '../../src/views/lines/ordered-line.ts';
import { order } from './support/compiled.ts';
import { linearExpression } from './support/expression.ts';
import { interaction, NEW_YEAR } from './support/interaction.ts';
import { interactions, moments } from './support/interactions.ts';
import { numberOf } from './support/reference.ts';
import { textOfValue } from './support/text-of.ts';

function lineUp(text: string, subjects: readonly Interaction[], now = NEW_YEAR): Interaction[] {
  const line = createOrderedLine(order(text));
  for (const subject of subjects) line.insert(subject, now);
  return [...line.inOrder(now)];
}

type Row = readonly [name: string, text: string, inOrder: readonly Partial<Interaction>[]];

const custom = (segment: string | null, value: number | null): Partial<Interaction> => ({
  custom: [segment, null, value],
});

/** Each list is already in order; all but the named properties are alike. */
const rows: readonly Row[] = [
  ['a number', 'priority', [{ priority: -1 }, { priority: 0 }, { priority: 5 }]],
  ['ascending, said', 'priority asc', [{ priority: -1 }, { priority: 5 }]],
  ['descending', 'PRIORITY DESC', [{ priority: 5 }, { priority: 0 }, { priority: -1 }]],
  ['NULLs last', 'value', [custom(null, 1), custom(null, 2), custom(null, null)]],
  ['NULLs last when it descends', 'value desc', [custom(null, 2), custom(null, 1), custom(null, null)]],
  ['infinite before NULL', 'value * 1e308 * 1e308', [custom(null, -1), custom(null, 1), custom(null, null)]],
  [
    'a string',
    'segment',
    [custom('', 0), custom('B', 0), custom('a', 0), custom('abcd', 0), custom('abce', 0), custom(null, 0)],
  ],
  ['a string, descending', 'segment desc', [custom('abce', 0), custom('abcd', 0), custom('a', 0), custom(null, 0)]],
  ['strings by code point', 'segment', [custom('\u{FFFD}', 0), custom('\u{1F600}', 0)]],
  ['a time', 'received_at desc', [{ receivedAt: 2 }, { receivedAt: 1 }, { receivedAt: 0 }]],
  [
    'several keys',
    'value desc, segment, priority desc',
    [custom('a', 2), custom('b', 2), custom('a', 1), { ...custom('b', 1), priority: 1 }, custom('b', 1)],
  ],
  ['a later key with NULLs', 'priority, segment desc', [custom('b', 0), custom('a', 0), custom(null, 0)]],
  [
    'an expression',
    '-priority * 2 + value',
    [
      { priority: 1, custom: [null, null, 0] },
      { priority: 0, custom: [null, null, 1] },
    ],
  ],
  [
    'equal keys: oldest in the queue',
    'segment',
    [
      { movedToQueueAt: 1, custom: ['a', null, null] },
      { movedToQueueAt: 2, custom: ['a', null, null] },
    ],
  ],
  ['equal in the queue too: first submitted', 'priority', [{ submitSeq: 1 }, { submitSeq: 2 }, { submitSeq: 3 }]],
];

describe('an order', () => {
  test.each(rows)('by %s', (_name, text, inOrder) => {
    const subjects = inOrder.map((changes, index) => interaction({ submitSeq: -index, ...changes }));
    expect(lineUp(text, subjects.toReversed())).toEqual(subjects);
  });

  test('lets the old overtake the urgent, one point a minute', () => {
    const old = interaction({ priority: 0, movedToQueueAt: NEW_YEAR - 121_000 });
    const urgent = interaction({ priority: 2, movedToQueueAt: NEW_YEAR });
    const lessOld = interaction({ priority: 0, movedToQueueAt: NEW_YEAR - 119_000 });
    expect(lineUp('priority + _time_in_queue() / 60 desc', [lessOld, urgent, old])).toEqual([old, urgent, lessOld]);
  });
});

describe('an order with time in it', () => {
  test.each([
    ['priority + _time_in_queue() / 60 desc', false],
    ['_age(due_at) - _time_in_queue() / 2 desc, priority', false],
    ['_current_time() - received_at', false],
    ['_time_in_queue() * 2 * 3 / -4', false],
    ['_time_in_queue() / 0', false],
    ['value / (priority + 1), segment', false],
    ['priority * _time_in_queue() desc', true],
    ['_time_in_queue() / value', true],
    ['_time_in_queue() * _time_in_queue()', true],
    ['1 / _time_in_queue()', true],
    ['priority, value * _age(received_at)', true],
  ])('%s changes by time: %s', (text, changes) => {
    expect(order(text).changesByTime).toBe(changes);
  });

  test('is the same at any time as at first, when all age equally', () => {
    fc.assert(
      fc.property(
        linearExpression,
        fc.array(interactions, { maxLength: 8 }),
        moments,
        moments,
        (key, subjects, first, then) => {
          const text = `${textOfValue(key)} desc`;
          const compiled = order(text);
          fc.pre(!compiled.changesByTime);
          const line = createOrderedLine(compiled);
          for (const subject of subjects) line.insert(subject, first);
          expect([...line.inOrder(then)]).toEqual(naively(subjects, (subject) => numberOf(key, subject, then)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('is sorted again when it is read after a while, not before', () => {
    const slow = interaction({ priority: 1, movedToQueueAt: NEW_YEAR - 3000 });
    const fast = interaction({ priority: 3, movedToQueueAt: NEW_YEAR - 500 });
    const line = createOrderedLine(order('priority * _time_in_queue() desc'));
    line.insert(slow, NEW_YEAR);
    line.insert(fast, NEW_YEAR);
    expect(line.first(NEW_YEAR)).toBe(slow);
    expect(line.first(NEW_YEAR + SORTED_AGAIN_AFTER - 1)).toBe(slow);
    expect(line.first(NEW_YEAR + SORTED_AGAIN_AFTER)).toBe(fast);
    expect([line.remove(slow), line.remove(fast), line.size]).toEqual([true, true, 0]);
  });
});

/** Largest first, NULLs last, then oldest in the queue, then first submitted. */
function naively(subjects: readonly Interaction[], key: (subject: Interaction) => number | null): Interaction[] {
  return subjects.toSorted((a, b) => {
    const keyA = key(a);
    const keyB = key(b);
    if (keyA === null || keyB === null) {
      if (keyA !== keyB) return keyA === null ? 1 : -1;
    } else if (keyA !== keyB) {
      return keyB - keyA;
    }
    return a.movedToQueueAt - b.movedToQueueAt || a.submitSeq - b.submitSeq;
  });
}
