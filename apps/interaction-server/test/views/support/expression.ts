import * as fc from 'fast-check';

/** Expressions as data, made apart from the product: `text-of.ts` writes them down, `reference.ts` says what they mean. */
export type ValueExpression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'property'; readonly name: PropertyName }
  | { readonly kind: 'now' }
  | { readonly kind: 'time-in-queue' }
  | { readonly kind: 'age'; readonly of: 'received_at' | 'due_at' }
  | { readonly kind: 'negate'; readonly of: ValueExpression }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: ValueExpression;
      readonly right: ValueExpression;
    };

export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type ConditionExpression =
  | {
      readonly kind: 'compare';
      readonly operator: Operator;
      readonly left: ValueExpression;
      readonly right: ValueExpression;
    }
  | {
      readonly kind: 'in';
      readonly not: boolean;
      readonly value: ValueExpression;
      readonly list: readonly ValueExpression[];
    }
  | {
      readonly kind: 'between';
      readonly not: boolean;
      readonly value: ValueExpression;
      readonly low: ValueExpression;
      readonly high: ValueExpression;
    }
  | { readonly kind: 'like'; readonly not: boolean; readonly value: ValueExpression; readonly pattern: string }
  | { readonly kind: 'is-null'; readonly not: boolean; readonly value: ValueExpression }
  | { readonly kind: 'not'; readonly of: ConditionExpression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly ConditionExpression[] };

export type PropertyName = 'priority' | 'value' | 'segment' | 'external_id' | 'received_at' | 'due_at';

const propertyOf = (...names: PropertyName[]): fc.Arbitrary<ValueExpression> =>
  fc.constantFrom(...names).map((name) => ({ kind: 'property', name }));

/** Numbers that binary fractions hold exactly, so that no two ways to calculate differ. */
const exactNumber = fc.integer({ min: -64, max: 64 }).map((n): ValueExpression => ({ kind: 'number', value: n / 4 }));
const divisor = fc.constantFrom(0, 0.5, 1, 2, 4).map((value): ValueExpression => ({ kind: 'number', value }));

const text = fc
  .constantFrom('', 'a', 'b', 'ab', 'A', "it's", '%', '_', '\\', 'gold', '\u{1F600}', '\u{FFFD}')
  .map((value): ValueExpression => ({ kind: 'string', value }));

const moment = fc
  .constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:30.125Z', '2026-01-01T01:00:10+01:00', 'no time at all')
  .map((value): ValueExpression => ({ kind: 'string', value }));

const staticNumber = fc.oneof(exactNumber, propertyOf('priority', 'value'));

const timeTerm = fc.oneof(
  fc.constant<ValueExpression>({ kind: 'time-in-queue' }),
  fc.constantFrom('received_at' as const, 'due_at' as const).map((of): ValueExpression => ({ kind: 'age', of })),
);

/** Numbers, with and without time, linear or not. */
export const numberExpression: fc.Arbitrary<ValueExpression> = fc.letrec<{ number: ValueExpression }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    staticNumber,
    timeTerm,
    fc.constant<ValueExpression>({ kind: 'null' }),
    fc.record({ kind: fc.constant('negate' as const), of: tie('number') }),
    fc.record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constantFrom('+' as const, '-' as const, '*' as const),
      left: tie('number'),
      right: tie('number'),
    }),
    fc.record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constant('/' as const),
      left: tie('number'),
      right: divisor,
    }),
  ),
})).number;

/** Numbers that are a straight line of time for each interaction, and the same slope for all of them unless `value` scales it. */
export const linearExpression: fc.Arbitrary<ValueExpression> = fc
  .tuple(staticNumber, exactNumber, timeTerm, fc.constantFrom<'+' | '-'>('+', '-'))
  .map(([base, factor, time, operator]) => ({
    kind: 'arithmetic',
    operator,
    left: base,
    right: { kind: 'arithmetic', operator: '*', left: factor, right: time },
  }));

const anyValue = fc.oneof(
  numberExpression,
  text,
  moment,
  propertyOf('segment', 'external_id', 'received_at', 'due_at'),
  fc.constant<ValueExpression>({ kind: 'now' }),
);

/** Pairs of values that mostly are alike. */
const pair = fc.oneof(
  fc.tuple(numberExpression, numberExpression),
  fc.tuple(propertyOf('segment', 'external_id'), fc.oneof(text, propertyOf('segment', 'external_id'))),
  fc.tuple(propertyOf('received_at', 'due_at'), fc.oneof(moment, propertyOf('received_at', 'due_at'))),
  fc.tuple(anyValue, anyValue),
);

const operator = fc.constantFrom<Operator>('=', '<>', '<', '<=', '>', '>=');
const pattern = fc
  .array(fc.constantFrom('%', '_', 'a', 'b', 'A', '\\%', '\\_', '\\\\'), { maxLength: 5 })
  .map((p) => p.join(''));

const leaf = (pairs: fc.Arbitrary<[ValueExpression, ValueExpression]>): fc.Arbitrary<ConditionExpression> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(operator, pairs)
        .map(([op, [left, right]]) => ({ kind: 'compare' as const, operator: op, left, right })),
    },
    fc
      .tuple(fc.boolean(), pairs, pairs)
      .map(([not, [value, a], [b, c]]) => ({ kind: 'in' as const, not, value, list: [a, b, c] })),
    fc
      .tuple(fc.boolean(), pairs, pairs)
      .map(([not, [value, low], [high]]) => ({ kind: 'between' as const, not, value, low, high })),
    fc.record({
      kind: fc.constant('like' as const),
      not: fc.boolean(),
      value: fc.oneof(text, propertyOf('segment', 'external_id', 'value')),
      pattern,
    }),
    fc.tuple(fc.boolean(), pairs).map(([not, [value]]) => ({ kind: 'is-null' as const, not, value })),
  );

function conditionsOf(pairs: fc.Arbitrary<[ValueExpression, ValueExpression]>): fc.Arbitrary<ConditionExpression> {
  return fc.letrec<{ condition: ConditionExpression }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf(pairs),
      fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        of: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  })).condition;
}

/** Any condition of the language. */
export const conditionExpression = conditionsOf(pair);

/** Conditions with time that is no straight line: it comes into a parabola, or into a divisor. */
export const curvedCondition: fc.Arbitrary<ConditionExpression> = conditionsOf(
  fc.tuple(
    fc
      .tuple(linearExpression, linearExpression, fc.constantFrom('*' as const, '/' as const))
      .map(([left, right, curve]): ValueExpression => ({ kind: 'arithmetic', operator: curve, left, right })),
    staticNumber,
  ),
);

/** Conditions whose comparisons with time in them are straight lines. */
export const linearCondition = conditionsOf(
  fc.oneof(
    fc.tuple(linearExpression, staticNumber),
    fc.tuple(timeTerm, exactNumber),
    fc.tuple(linearExpression, linearExpression),
  ),
);
