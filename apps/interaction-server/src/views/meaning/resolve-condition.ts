import { FaultAt } from '../language/fault.ts';
import type {
  BetweenSyntax,
  ComparisonOperator,
  InSyntax,
  IsNullSyntax,
  LikeSyntax,
  OrderKeySyntax,
  Syntax,
} from '../language/syntax.ts';
import type { ViewSchema } from '../properties.ts';
import { compare, NEVER, OPPOSITE } from './compare.ts';
import { readLikePattern } from './like.ts';
import { resolveValue } from './resolve-value.ts';
import type { Condition, SortKey } from './typed.ts';

/**
 * Gives names and types to a condition and carries its NOTs down. `negated`: what is wanted is when NOT of it holds.
 * Throws {@link FaultAt}.
 */
export function resolveCondition(syntax: Syntax, schema: ViewSchema, negated = false): Condition {
  switch (syntax.kind) {
    case 'and':
    case 'or': {
      const of = syntax.of.map((part) => resolveCondition(part, schema, negated));
      return { kind: (syntax.kind === 'and') !== negated ? 'all' : 'any', of };
    }
    case 'not':
      return resolveCondition(syntax.of, schema, !negated);
    case 'comparison': {
      const operator = negated ? OPPOSITE[syntax.operator] : syntax.operator;
      return compare(operator, resolveValue(syntax.left, schema), resolveValue(syntax.right, schema));
    }
    case 'in':
      return resolveIn(syntax, schema, negated);
    case 'between':
      return resolveBetween(syntax, schema, negated);
    case 'like':
      return resolveLike(syntax, schema, negated);
    case 'is-null':
      return resolveIsNull(syntax, schema, negated);
    default:
      resolveValue(syntax, schema);
      throw new FaultAt(syntax.offset, 'a condition is wanted here, not a value: compare it with something');
  }
}

/** Gives names and types to the keys of an order. Throws {@link FaultAt}. */
export function resolveOrder(keys: readonly OrderKeySyntax[], schema: ViewSchema): SortKey[] {
  return keys.map(({ expression, descending }) => {
    const value = resolveValue(expression, schema);
    switch (value.type) {
      case 'list':
        throw new FaultAt(expression.offset, 'an order by a list has no meaning');
      case 'null':
        throw new FaultAt(expression.offset, 'an order by NULL has no meaning');
      case 'string':
        return { descending, value: { type: 'string', term: value.term } };
      default:
        return { descending, value: { type: 'number', term: value.term } };
    }
  });
}

function resolveIn({ value, list, negated: not }: InSyntax, schema: ViewSchema, negated: boolean): Condition {
  const left = resolveValue(value, schema);
  const out = not !== negated;
  const of = list.map((item) => compare(out ? '<>' : '=', left, resolveValue(item, schema)));
  return { kind: out ? 'all' : 'any', of };
}

function resolveBetween(
  { value, low, high, negated: not }: BetweenSyntax,
  schema: ViewSchema,
  negated: boolean,
): Condition {
  const middle = resolveValue(value, schema);
  const out = not !== negated;
  const above: ComparisonOperator = out ? '<' : '>=';
  const below: ComparisonOperator = out ? '>' : '<=';
  const of = [compare(above, middle, resolveValue(low, schema)), compare(below, middle, resolveValue(high, schema))];
  return { kind: out ? 'any' : 'all', of };
}

function resolveLike({ value, pattern, negated: not }: LikeSyntax, schema: ViewSchema, negated: boolean): Condition {
  const left = resolveValue(value, schema);
  const right = resolveValue(pattern, schema);
  if (right.type === 'null') return NEVER;
  if (right.type !== 'string' || right.term.kind !== 'literal') {
    throw new FaultAt(pattern.offset, 'LIKE wants its pattern as a string in quotes');
  }
  const read = readLikePattern(right.term.value);
  if (typeof read === 'string') throw new FaultAt(pattern.offset, read);
  if (left.type !== 'string') return NEVER;
  return { kind: 'like', negated: not !== negated, text: left.term, pattern: read };
}

function resolveIsNull({ value, negated: not }: IsNullSyntax, schema: ViewSchema, negated: boolean): Condition {
  const tested = resolveValue(value, schema);
  const out = not !== negated;
  switch (tested.type) {
    case 'null':
      return { kind: 'constant', holds: !out };
    case 'list':
      return { kind: 'list-null', negated: out, isNull: tested.isNull };
    case 'string':
      return { kind: 'text-null', negated: out, term: tested.term };
    default:
      return { kind: 'number-null', negated: out, term: tested.term };
  }
}
