import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Interaction } from '../../src/state/interaction.ts';
import type { CompiledView } from '../../src/views/compile.ts';
import { createViewIndex } from '../../src/views/create-view-index.ts';
import { view } from './support/compiled.ts';
import {
  conditionExpression,
  curvedCondition,
  linearCondition,
  linearExpression,
  numberExpression,
  type ConditionExpression,
  type ValueExpression,
} from './support/expression.ts';
import { NEW_YEAR } from './support/interaction.ts';
import { interactions } from './support/interactions.ts';
import { numberOf, truthOf } from './support/reference.ts';
import { textOfCondition, textOfValue } from './support/text-of.ts';

interface Key {
  readonly expression: ValueExpression;
  readonly descending: boolean;
}

/** What the index must show: filter and sort, from nothing, at this very moment. */
function naively(
  all: readonly Interaction[],
  condition: ConditionExpression | null,
  keys: readonly Key[],
  now: number,
): Interaction[] {
  const shown = condition === null ? all : all.filter((one) => truthOf(condition, one, now) === true);
  return shown.toSorted((a, b) => {
    for (const { expression, descending } of keys) {
      const [keyA, keyB] = [numberOf(expression, a, now), numberOf(expression, b, now)];
      if (keyA !== keyB) {
        if (keyA === null || keyB === null) return keyA === null ? 1 : -1;
        return descending ? keyB - keyA : keyA - keyB;
      }
    }
    return a.movedToQueueAt - b.movedToQueueAt || a.submitSeq - b.submitSeq;
  });
}

/** Steps last a second or more, after which everything that time changes must show; eighths of seconds are exact. */
type Step =
  | { readonly kind: 'insert'; readonly interaction: Interaction }
  | { readonly kind: 'remove'; readonly which: number }
  | { readonly kind: 'wait'; readonly ms: number; readonly look: number };

const LAST_STEP: Step = { kind: 'wait', ms: 1000, look: 0 };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('insert' as const), interaction: interactions }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), which: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.integer({ min: 8, max: 160 }).map((n) => n * 125),
      look: fc.nat(),
    }),
  },
);

const keysOf = (expression: fc.Arbitrary<ValueExpression>): fc.Arbitrary<Key[]> =>
  fc.array(fc.record({ expression: expression.filter(({ kind }) => kind !== 'null'), descending: fc.boolean() }), {
    maxLength: 2,
  });

const views = fc.oneof(
  fc.record({ condition: fc.option(linearCondition), keys: keysOf(linearExpression) }),
  fc.record({ condition: curvedCondition, keys: keysOf(linearExpression) }),
  fc.record({ condition: fc.option(conditionExpression), keys: keysOf(numberExpression) }),
);

interface Members {
  readonly condition: ConditionExpression | null;
  readonly keys: readonly Key[];
}

function compiled({ condition, keys }: Members): CompiledView {
  const order = keys.map(({ expression, descending }) => `${textOfValue(expression)} ${descending ? 'desc' : 'asc'}`);
  return view({
    condition: condition === null ? undefined : textOfCondition(condition),
    order: order.length === 0 ? undefined : order.join(', '),
  });
}

/** Plays the steps to an index. Returns what was seen of it, and what should have been. */
function play(members: Members, steps: readonly Step[]): { readonly seen: unknown[]; readonly expected: unknown[] } {
  const { condition, keys } = members;
  const ofMembers = compiled(members);
  const knowsMoments = ofMembers.condition?.moments !== null;
  const index = createViewIndex(ofMembers);
  const seen: unknown[] = [];
  const expected: unknown[] = [];
  const compare = (ofIndex: unknown, ofModel: unknown): void => {
    seen.push(ofIndex);
    expected.push(ofModel);
  };
  let all: Interaction[] = [];
  let now = NEW_YEAR;
  for (const step of [...steps, LAST_STEP]) {
    if (step.kind === 'insert') {
      const isShown = index.insert(step.interaction, now);
      compare(isShown, naively([step.interaction], condition, [], now).length === 1);
      all.push(step.interaction);
    } else if (step.kind === 'remove') {
      const gone = all[step.which % all.length];
      all = all.filter((one) => one !== gone);
      if (gone !== undefined) index.remove(gone);
    } else {
      // Until the next change nothing changes, unless the index can only look now and then.
      const quiet = Math.min(index.nextChangeAt() - 1, now + step.ms) - now;
      if (knowsMoments && quiet > 0)
        compare(index.size, naively(all, condition, [], now + (step.look % (quiet + 1))).length);
      now += step.ms;
      while (index.nextChangeAt() <= now) index.advance(now);
      compare([...index.inOrder(now)], naively(all, condition, keys, now));
    }
    compare(index.size, naively(all, condition, [], now).length);
  }
  for (const next of naively(all, condition, keys, now)) {
    compare(index.first(now), next);
    index.remove(next);
  }
  compare(index.first(now), undefined);
  return { seen, expected };
}

test('an index shows what filtering and sorting shows, at any time', () => {
  fc.assert(
    fc.property(views, fc.array(anyStep, { maxLength: 40 }), (members, steps) => {
      const { seen, expected } = play(members, steps);
      expect(seen).toEqual(expected);
    }),
    { numRuns: 1500 },
  );
});
