import { describe, expect, test } from 'vitest';
import type { Interaction } from '../../src/state/interaction.ts';
import { condition } from './support/compiled.ts';
import { interaction, NEW_YEAR } from './support/interaction.ts';

type Row = readonly [name: string, text: string, changes: Partial<Interaction>, secondsInQueue: number, holds: boolean];

const AT = NEW_YEAR + 5000;
const CUSTOM = { custom: ['gold', AT, 2.5] } as const;

const rows: readonly Row[] = [
  ['the example of the contract', "media_type = 'chat' and priority >= 5", { priority: 5 }, 0, true],
  ['the example of the contract, too low', "media_type = 'chat' and priority >= 5", { priority: 4 }, 0, false],
  ['a name in brackets', "[media_type] = 'chat'", {}, 0, true],
  ['the name on the wire', "MediaType = 'chat'", {}, 0, true],
  ['names in any case', "MEDIA_TYPE = 'chat' AND mediatype = 'chat' AND [MeDiAtYpE] = 'chat'", {}, 0, true],
  ['words in any case', 'PRIORITY Is NoT nUlL aNd NoT priority BeTwEeN 1 aNd 2', {}, 0, true],
  ['a word of the language as a bracketed name', "[queue] = 'chat.inbound'", {}, 0, true],
  ['a custom string', "Segment = 'gold'", CUSTOM, 0, true],
  ['a custom number', 'value * 2 = 5', CUSTOM, 0, true],
  ['a custom timestamp', "due_at = '2026-01-01T00:00:05Z'", CUSTOM, 0, true],
  ['strings keep their case', "media_type = 'Chat'", {}, 0, false],
  ['a quote within a string', "external_id = 'it''s'", { externalId: "it's" }, 0, true],
  ['a string over two lines', "external_id = 'a\nb'", { externalId: 'a\nb' }, 0, true],
  ['unlike', 'priority <> 1', {}, 0, true],
  ['numbers with points and exponents', 'priority = 15e-1 + .5 - 1.', { priority: 1 }, 0, true],
  ['times before plus', 'priority = 1 + 2 * 3', { priority: 7 }, 0, true],
  ['from left to right', 'priority = 10 - 4 - 3 and 2 = 8 / 2 / 2', { priority: 3 }, 0, true],
  ['minus minus', 'priority = - - 3 - -1', { priority: 4 }, 0, true],
  ['parentheses around values', '((priority) + 1) * 2 > (3)', { priority: 1 }, 0, true],
  ['parentheses around conditions', '(priority = 1 or priority = 2) and (is_online = 1)', { priority: 2 }, 0, true],
  ['AND before OR', 'priority = 1 or priority = 2 and priority = 3', { priority: 1 }, 0, true],
  ['NOT before AND', 'not priority = 1 and priority = 2', { priority: 2 }, 0, true],
  ['a float64 sum', 'priority + 0.1 + 0.2 = 0.3', {}, 0, false],
  ['large numbers overflow to infinity, which is no NULL', '1e308 * 10 > 1e308', {}, 0, true],
  [
    'division by zero is NULL',
    'priority / 0 = 0 or priority / 0 <> 0 or not priority / 0 = 0',
    { priority: 1 },
    0,
    false,
  ],
  ['division by zero can be asked for', 'priority / 0 is null', { priority: 1 }, 0, true],
  ['comparing with NULL is NULL', "parent_id = 'x' or parent_id <> 'x' or not parent_id = 'x'", {}, 0, false],
  ['comparing with the word NULL is NULL', 'priority = null or not priority = null', {}, 0, false],
  ['IS NULL of an unknown string', 'parent_id is null and external_id is not null', { externalId: 'x' }, 0, true],
  ['IS NULL of a time that has not come', 'delivered_at is null and received_at is not null', {}, 0, true],
  ['a custom value of another type is NULL', 'value is null', { custom: [null, null, '2'] }, 0, true],
  ['an empty custom string is a string', "segment = '' and segment is not null", { custom: ['', null, null] }, 0, true],
  ['NULL is absorbed by OR', "parent_id = 'x' or priority = 0", {}, 0, true],
  ['unlike types give NULL', "priority = '0' or priority <> '0' or not priority = '0'", {}, 0, false],
  ['a list compares with nothing', 'destinations = 1 or destinations <> 1', {}, 0, false],
  ['a list can be there or not', 'destinations is null and out_queues is null', {}, 0, true],
  ['IN', "media_type in ('email', 'chat')", {}, 0, true],
  ['IN with expressions', 'priority in (1 + 1, value)', { priority: 2 }, 0, true],
  ['NOT IN', 'priority not in (1, 2)', {}, 0, true],
  ['NOT IN with NULL never holds', 'priority not in (1, null)', {}, 0, false],
  ['BETWEEN includes its ends', 'priority between 1 and 3', { priority: 3 }, 0, true],
  ['BETWEEN with AND behind it', 'priority between 1 and 3 and is_online = 0', { priority: 3 }, 0, false],
  ['NOT BETWEEN', 'priority not between 1 and 3', {}, 0, true],
  ['strings have an order', "media_type > 'ChAT' and media_type < 'chaz'", {}, 0, true],
  [
    'strings compare by code point, not by UTF-16 unit',
    "external_id > '\u{FFFD}'",
    { externalId: '\u{1F600}' },
    0,
    true,
  ],
  ['LIKE', "media_type like 'c_a%'", {}, 0, true],
  ['LIKE keeps case', "media_type like 'C%'", {}, 0, false],
  ['NOT LIKE of NULL is NULL', "parent_id not like 'x'", {}, 0, false],
  ['LIKE NULL is NULL', 'media_type like null or media_type not like null', {}, 0, false],
  ['LIKE of a number is NULL', "priority like '%' or priority not like '%'", {}, 0, false],
  ['timestamps compare with RFC 3339', "received_at < '2026-01-01T01:00:00.001+01:00'", {}, 0, true],
  ['timestamps compare with Unix seconds', `received_at = ${NEW_YEAR / 1000}`, {}, 0, true],
  ['timestamps are within a day', "received_at between '2025-12-31T23:59:59Z' and '2026-01-01T00:00:00Z'", {}, 0, true],
  [
    'a string that is no time compares as NULL',
    "received_at > 'yesterday' or received_at <= 'yesterday'",
    {},
    0,
    false,
  ],
  ['a string property is never a time', 'received_at > external_id', { externalId: '2020-01-01T00:00:00Z' }, 0, false],
  ['timestamps are moved by seconds', "received_at + 60 = '2026-01-01T00:01:00Z'", {}, 0, true],
  ['timestamps are moved back', "due_at - 5 = '2026-01-01T00:00:00Z'", CUSTOM, 0, true],
  ['timestamps have a distance', 'due_at - received_at = 5', CUSTOM, 0, true],
  ['time in queue', '_time_in_queue() > 30', {}, 30.001, true],
  ['time in queue, not yet', '_time_in_queue() > 30', {}, 30, false],
  ['age', '_age(received_at) >= 90 and _AGE([due_at]) = 85', CUSTOM, 90, true],
  [
    'age of Unix seconds and of a literal',
    `_age(${NEW_YEAR / 1000}) = 3 and _age('2026-01-01T00:00:01Z') = 2`,
    {},
    3,
    true,
  ],
  ['the age of NULL is NULL', '_age(delivered_at) is null', {}, 1, true],
  ['current time', "_current_time() = '2026-01-01T00:00:07.5Z'", {}, 7.5, true],
  ['in routing', 'state = 2 and InteractionState = 2', routed(), 0, true],
];

function routed(): Partial<Interaction> {
  const origin = { kind: 'queue', queue: 'q' } as const;
  return { place: { kind: 'router', router: 'r', strategy: 's', submitter: 'm', view: 'v', origin, since: NEW_YEAR } };
}

describe('a condition', () => {
  test.each(rows)('%s', (_name, text, changes, secondsInQueue, holds) => {
    const { evaluate } = condition(text);
    expect(evaluate(interaction(changes), NEW_YEAR + secondsInQueue * 1000)).toBe(holds);
  });
});
