import type { ConditionExpression, ValueExpression } from './expression.ts';

/** Writes a value in the view language, with more parentheses than it needs. */
export function textOfValue(value: ValueExpression): string {
  switch (value.kind) {
    case 'number':
      return value.value < 0 ? `(${value.value})` : String(value.value);
    case 'string':
      return quote(value.value);
    case 'null':
      return 'NULL';
    case 'property':
      return value.name;
    case 'now':
      return '_current_time()';
    case 'time-in-queue':
      return '_time_in_queue()';
    case 'age':
      return `_age(${value.of})`;
    case 'negate':
      return `(- ${textOfValue(value.of)})`;
    case 'arithmetic':
      return `(${textOfValue(value.left)} ${value.operator} ${textOfValue(value.right)})`;
  }
}

/** Writes a condition in the view language. */
export function textOfCondition(condition: ConditionExpression): string {
  switch (condition.kind) {
    case 'compare':
      return `${textOfValue(condition.left)} ${condition.operator} ${textOfValue(condition.right)}`;
    case 'in':
      return `${textOfValue(condition.value)} ${not(condition)}in (${condition.list.map(textOfValue).join(', ')})`;
    case 'between': {
      const { value, low, high } = condition;
      return `${textOfValue(value)} ${not(condition)}BETWEEN ${textOfValue(low)} AND ${textOfValue(high)}`;
    }
    case 'like':
      return `${textOfValue(condition.value)} ${not(condition)}like ${quote(condition.pattern)}`;
    case 'is-null':
      return `${textOfValue(condition.value)} is ${not(condition)}null`;
    case 'not':
      return `not (${textOfCondition(condition.of)})`;
    case 'and':
    case 'or':
      return condition.of.map((part) => `(${textOfCondition(part)})`).join(` ${condition.kind} `);
  }
}

function not(expression: { readonly not: boolean }): string {
  return expression.not ? 'not ' : '';
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
