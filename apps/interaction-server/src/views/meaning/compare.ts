import type { ComparisonOperator } from '../language/syntax.ts';
import { secondsOfDateTime } from './date-time.ts';
import type { Condition, NumberTerm, Value } from './typed.ts';

/** NULL as a condition. Neither it nor its negation ever holds. */
export const NEVER: Condition = { kind: 'constant', holds: false };

/** `a < b` where `a >= b` is wanted, and so on. NULL on either side makes both of them NULL. */
export const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

/** Compares two values. Unlike types, lists and NULL give NULL; a string literal beside a timestamp is read as RFC 3339. */
export function compare(operator: ComparisonOperator, left: Value, right: Value): Condition {
  if (left.type === 'string' && right.type === 'string') {
    return { kind: 'compare-texts', operator, left: left.term, right: right.term };
  }
  const a = comparable(left, right);
  const b = comparable(right, left);
  if (a === null || b === null) return NEVER;
  return { kind: 'compare-numbers', operator, left: a, right: b };
}

/** A value as a number, as far as the value that it is compared with allows it. */
function comparable(value: Value, other: Value): NumberTerm | null {
  if (value.type === 'number' || value.type === 'timestamp') return value.term;
  if (value.type === 'string' && value.term.kind === 'literal' && other.type === 'timestamp') {
    const seconds = secondsOfDateTime(value.term.value);
    return Number.isNaN(seconds) ? null : { kind: 'literal', value: seconds };
  }
  return null;
}
