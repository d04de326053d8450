import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextChange } from '../../src/views/evaluation/change-moments.ts';
import { condition } from './support/compiled.ts';
import { conditionExpression, linearCondition } from './support/expression.ts';
import { interactions, moments } from './support/interactions.ts';
import { truthOf } from './support/reference.ts';
import { textOfCondition } from './support/text-of.ts';

test('a condition means what three-valued logic says', () => {
  fc.assert(
    fc.property(conditionExpression, interactions, moments, (expression, interaction, now) => {
      const expected = truthOf(expression, interaction, now) === true;
      expect(condition(textOfCondition(expression)).evaluate(interaction, now)).toBe(expected);
    }),
    { numRuns: 4000 },
  );
});

test('a condition turns over exactly when it says, however coarse its numbers are', () => {
  // Near 2^53 a float steps by whole seconds: the moment cannot be calculated, it has to be found.
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 53 }),
      fc.integer({ min: -60, max: 60 }),
      interactions,
      moments,
      (bits, seconds, subject, now) => {
        const text = `${2 ** bits} + _time_in_queue() * 0.7 >= ${2 ** bits + seconds}`;
        const { evaluate, moments: changes } = condition(text);
        const held = evaluate(subject, now);
        const next = nextChange(changes ?? [], evaluate, subject, now, held);
        const end = now + 200_000;
        let first = now + 1;
        while (first < end && evaluate(subject, first) === held) first += 1;
        expect(Math.min(next, end)).toBe(first);
      },
    ),
    { numRuns: 50 },
  );
});

test('a condition that is linear in time turns over exactly when it says', () => {
  fc.assert(
    fc.property(
      linearCondition,
      interactions,
      moments,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (expression, subject, now, share) => {
        const { evaluate, moments: changes } = condition(textOfCondition(expression));
        fc.pre(changes !== null);
        const held = evaluate(subject, now);
        const next = nextChange(changes, evaluate, subject, now, held);
        expect(next).toBeGreaterThan(now);
        // Just before it turns over, somewhere between, and when it has.
        const last = Math.min(next, now + 1e9) - 1;
        const times = [last, now + Math.floor((last - now) * share), ...(next === Infinity ? [] : [next])];
        const truths = times.map((at) => truthOf(expression, subject, at) === true);
        expect(truths).toEqual(times.map((at) => (at === next ? !held : held)));
      },
    ),
    { numRuns: 2000 },
  );
});
