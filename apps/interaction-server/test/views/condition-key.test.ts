import { describe, expect, test } from 'vitest';
import type { ConditionKey } from '../../src/views/condition-key.ts';
import { condition } from './support/compiled.ts';

const id = (...values: string[]): ConditionKey => ({ property: 'id', values });
const externalId = (...values: string[]): ConditionKey => ({ property: 'externalId', values });

const rows: readonly (readonly [text: string, key: ConditionKey | null])[] = [
  ["id = 'A'", id('A')],
  ["InteractionId = 'A'", id('A')],
  ["'A' = [id]", id('A')],
  ["external_id = 'A'", externalId('A')],
  ["ExternalId = 'A'", externalId('A')],
  ["id = 'A' and priority > 1", id('A')],
  ["priority > 1 and (media_type = 'chat' and id = 'A')", id('A')],
  ["id in ('A', 'B', 'A')", id('A', 'B')],
  ["id = 'A' or id = 'B'", id('A', 'B')],
  ["not (id <> 'A' or priority > 1)", id('A')],
  ["external_id in ('X', 'Y') and id = 'A'", id('A')],
  ["external_id = 'X' and id in ('A', 'B')", externalId('X')],
  ["id = 'A' or external_id = 'B'", null],
  ["id = 'A' or priority > 1", null],
  ["id <> 'A'", null],
  ["not id = 'A'", null],
  ["id not in ('A')", null],
  ["id like 'A%'", null],
  ['id = external_id', null],
  ["parent_id = 'A'", null],
  ["id in ('A', media_type)", null],
  ['id = 5', null],
];

describe('what a find needs no scan for', () => {
  test.each(rows)('%s', (text, key) => {
    expect(condition(text).key).toEqual(key);
  });
});
