import type { Condition, TextTerm } from './meaning/typed.ts';

/** All that a condition can hold for, named by id or external id. The rest of the condition must still be asked of them. */
export interface ConditionKey {
  readonly property: 'id' | 'externalId';
  /** At least one, without repeats. */
  readonly values: readonly string[];
}

const KEYS: Readonly<Record<string, ConditionKey['property']>> = {
  id: 'id',
  interactionid: 'id',
  external_id: 'externalId',
  externalid: 'externalId',
};

/**
 * Finds in a condition what makes a scan needless: `id = '…'`, `external_id IN ('…', '…')`, alone or within ANDs.
 * The smallest such list; null when there is none.
 */
export function conditionKey(condition: Condition): ConditionKey | null {
  if (condition.kind === 'all') return condition.of.map(conditionKey).reduce(smaller, null);
  const parts = condition.kind === 'any' ? condition.of : [condition];
  const values = new Set<string>();
  let property: ConditionKey['property'] | null = null;
  for (const part of parts) {
    const key = equality(part);
    if (key === null || (property !== null && key.property !== property)) return null;
    property = key.property;
    values.add(key.value);
  }
  return property === null ? null : { property, values: [...values] };
}

function smaller(a: ConditionKey | null, b: ConditionKey | null): ConditionKey | null {
  if (a === null || b === null) return a ?? b;
  return b.values.length < a.values.length ? b : a;
}

function equality(condition: Condition): { property: ConditionKey['property']; value: string } | null {
  if (condition.kind !== 'compare-texts' || condition.operator !== '=') return null;
  const { left, right } = condition;
  return keyAndValue(left, right) ?? keyAndValue(right, left);
}

function keyAndValue(name: TextTerm, literal: TextTerm): { property: ConditionKey['property']; value: string } | null {
  if (name.kind !== 'property' || literal.kind !== 'literal') return null;
  const property = KEYS[name.name];
  return property === undefined ? null : { property, value: literal.value };
}
