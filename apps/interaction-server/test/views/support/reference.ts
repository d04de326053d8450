import type { Interaction } from '../../../src/state/interaction.ts';
import type { ConditionExpression, Operator, PropertyName, ValueExpression } from './expression.ts';

/** A value as the contract speaks of it; times are Unix seconds. */
type Known =
  | { readonly type: 'number' | 'timestamp'; readonly value: number }
  | { readonly type: 'string'; readonly value: string; readonly literal: boolean };
type Value = Known | null;
type Truth = boolean | null;

/** What a condition is for an interaction, word for word as the contract says it: true, false or NULL. */
export function truthOf(condition: ConditionExpression, interaction: Interaction, now: number): Truth {
  const value = (expression: ValueExpression): Value => valueOf(expression, interaction, now);
  switch (condition.kind) {
    case 'compare':
      return compare(condition.operator, value(condition.left), value(condition.right));
    case 'in': {
      const found = or(condition.list.map((item) => compare('=', value(condition.value), value(item))));
      return condition.not ? negate(found) : found;
    }
    case 'between': {
      const middle = value(condition.value);
      const within = and([compare('>=', middle, value(condition.low)), compare('<=', middle, value(condition.high))]);
      return condition.not ? negate(within) : within;
    }
    case 'like': {
      const text = value(condition.value);
      if (text === null || text.type !== 'string') return null;
      return matches(Array.from(text.value), Array.from(condition.pattern)) !== condition.not;
    }
    case 'is-null':
      return (value(condition.value) === null) !== condition.not;
    case 'not':
      return negate(truthOf(condition.of, interaction, now));
    case 'and':
      return and(condition.of.map((part) => truthOf(part, interaction, now)));
    case 'or':
      return or(condition.of.map((part) => truthOf(part, interaction, now)));
  }
}

/** A number expression's value, null for NULL. */
export function numberOf(expression: ValueExpression, interaction: Interaction, now: number): number | null {
  const value = valueOf(expression, interaction, now);
  return value === null || value.type === 'string' ? null : value.value;
}

function valueOf(expression: ValueExpression, interaction: Interaction, now: number): Value {
  switch (expression.kind) {
    case 'number':
      return { type: 'number', value: expression.value };
    case 'string':
      return { type: 'string', value: expression.value, literal: true };
    case 'null':
      return null;
    case 'property':
      return propertyOf(expression.name, interaction);
    case 'now':
      return { type: 'timestamp', value: now / 1000 };
    case 'time-in-queue':
      return { type: 'number', value: (now - interaction.movedToQueueAt) / 1000 };
    case 'age': {
      const ms = expression.of === 'received_at' ? interaction.receivedAt : interaction.custom[1];
      return typeof ms === 'number' ? { type: 'number', value: (now - ms) / 1000 } : null;
    }
    case 'negate': {
      const of = numberOf(expression.of, interaction, now);
      return of === null ? null : { type: 'number', value: -of };
    }
    case 'arithmetic': {
      const left = numberOf(expression.left, interaction, now);
      const right = numberOf(expression.right, interaction, now);
      if (left === null || right === null) return null;
      if (expression.operator === '/') return right === 0 ? null : { type: 'number', value: left / right };
      const value =
        expression.operator === '+' ? left + right : expression.operator === '-' ? left - right : left * right;
      return { type: 'number', value };
    }
  }
}

function propertyOf(name: PropertyName, interaction: Interaction): Value {
  const [segment, dueAt, value] = interaction.custom;
  switch (name) {
    case 'priority':
      return { type: 'number', value: interaction.priority };
    case 'received_at':
      return { type: 'timestamp', value: interaction.receivedAt / 1000 };
    case 'external_id':
      return interaction.externalId === '' ? null : { type: 'string', value: interaction.externalId, literal: false };
    case 'segment':
      return typeof segment === 'string' ? { type: 'string', value: segment, literal: false } : null;
    case 'due_at':
      return typeof dueAt === 'number' ? { type: 'timestamp', value: dueAt / 1000 } : null;
    case 'value':
      return typeof value === 'number' ? { type: 'number', value } : null;
  }
}

function compare(operator: Operator, left: Value, right: Value): Truth {
  if (left === null || right === null) return null;
  const difference = differenceOf(asTime(left, right), asTime(right, left));
  if (difference === null) return null;
  switch (operator) {
    case '=':
      return difference === 0;
    case '<>':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

/** A string literal beside a timestamp is one, if it can be. */
function asTime(value: Known, other: Known): Known {
  if (value.type !== 'string' || !value.literal || other.type !== 'timestamp') return value;
  const ms = Date.parse(value.value);
  return Number.isNaN(ms) ? value : { type: 'timestamp', value: ms / 1000 };
}

function differenceOf(left: Known, right: Known): number | null {
  if (left.type === 'string' || right.type === 'string') {
    if (left.type !== 'string' || right.type !== 'string') return null;
    return byCodePoint(Array.from(left.value), Array.from(right.value));
  }
  return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
}

function byCodePoint([a, ...restA]: readonly string[], [b, ...restB]: readonly string[]): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0) || byCodePoint(restA, restB);
}

function matches(text: readonly string[], pattern: readonly string[]): boolean {
  const [sign, ...rest] = pattern;
  if (sign === undefined) return text.length === 0;
  if (sign === '%') return text.some((_, index) => matches(text.slice(index), rest)) || matches([], rest);
  if (text.length === 0) return false;
  if (sign === '_') return matches(text.slice(1), rest);
  if (sign === '\\') return text[0] === rest[0] && matches(text.slice(1), rest.slice(1));
  return text[0] === sign && matches(text.slice(1), rest);
}

function negate(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function and(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function or(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(null) ? null : false;
}
