import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCondition, checkOrder } from '../../src/views/check.ts';
import { compileCondition, compileOrder, compileView } from '../../src/views/compile.ts';
import { MAX_NESTING, MAX_TEXT_LENGTH, MAX_TOKENS } from '../../src/views/language/parse.ts';
import { interaction, NEW_YEAR, schema } from './support/interaction.ts';

type Row = readonly [text: string, place: string, message: RegExp];

const conditions: readonly Row[] = [
  ['', '1:1', /text is empty/],
  [' \n', '1:1', /text is empty/],
  ['prio > 1', '1:1', /unknown name "prio"/],
  ['priority >', '1:11', /value is wanted here, but the text ends/],
  ['priority > 1)', '1:13', /complete before this, not "\)"/],
  ['(priority > 1', '1:14', /"\)" is wanted here, but the text ends/],
  ['priority > 1 and', '1:17', /value is wanted/],
  ['priority = 1\n and prio = 2', '2:6', /unknown name "prio"/],
  ["external_id = '\u{1F600}' and\r\nx = 1", '2:1', /unknown name "x"/],
  ["external_id = '\u{1F600}' and x = 1", '1:23', /unknown name "x"/],
  ['priority', '1:1', /condition is wanted here, not a value/],
  ['priority + 1 and 1 = 1', '1:10', /condition is wanted here, not a value/],
  ['not 5', '1:5', /condition is wanted here/],
  ['(priority > 1) > 1', '1:11', /value is wanted here, not a condition/],
  ['(priority > 1) is null', '1:11', /value is wanted here, not a condition/],
  ['priority = 1 = 2', '1:14', /complete before this/],
  ['priority not 5', '1:14', /IN, LIKE or BETWEEN is wanted here, not "5"/],
  ['priority is 5', '1:13', /NULL is wanted here/],
  ['priority in ()', '1:14', /value is wanted here/],
  ['priority in 5', '1:13', /"\(" is wanted here/],
  ['priority between 1 or 2', '1:20', /AND is wanted here, not "or"/],
  ['priority = 1 desc', '1:14', /complete before this/],
  ["media_type = 'chat", '1:14', /has no end/],
  ['media_type = "chat"', '1:14', /single quotes/],
  ['[media_type = 1', '1:1', /brackets/],
  ['[] = 1', '1:1', /brackets/],
  ['priority != 1', '1:10', /<>/],
  ['priority ; 1', '1:10', /";" does not belong/],
  ['priority = \u{1F600}', '1:12', /does not belong/],
  ['priority = 1e999', '1:12', /too large/],
  ['priority = 12abc', '1:14', /complete before this, not "abc"/],
  ['media_type + 1 = 2', '1:1', /"\+" wants a number or a timestamp, not a string/],
  ['- media_type = 2', '1:3', /minus sign wants a number/],
  ['destinations * 2 = 2', '1:1', /not a list/],
  ["_age('yesterday') > 1", '1:6', /_age wants a number or a timestamp/],
  ['_age() > 1', '1:1', /_age takes one timestamp, not 0/],
  ['_time_in_queue(priority) > 1', '1:1', /_time_in_queue takes nothing, not 1/],
  ['_current_time > 1', '1:1', /unknown name "_current_time"/],
  ['lower(media_type) > 1', '1:1', /unknown function "lower"/],
  ['media_type like 5', '1:17', /pattern as a string/],
  ['media_type like external_id', '1:17', /pattern as a string/],
  ["media_type like 'a\\'", '1:17', /backslash/],
  [`priority = ${'x'.repeat(100)}`, '1:12', /unknown name "x{40}…"/],
  [`${'('.repeat(MAX_NESTING + 1)}1`, `1:${MAX_NESTING + 1}`, /nested deeper than 50/],
  [`${'not '.repeat(MAX_NESTING + 1)}1 = 1`, `1:${MAX_NESTING * 4 + 1}`, /nested deeper than 50/],
  [
    `priority in (${Array.from({ length: MAX_TOKENS / 2 })
      .fill(1)
      .join()})`,
    '1:2011',
    /more than 2000/,
  ],
  [`priority = 1${' '.repeat(MAX_TEXT_LENGTH)}`, `1:${MAX_TEXT_LENGTH + 1}`, /longer than 8192/],
];

const orders: readonly Row[] = [
  ['', '1:1', /text is empty/],
  ['priority,', '1:10', /value is wanted/],
  ['priority desc asc', '1:15', /complete before this/],
  ['priority > 1', '1:10', /value is wanted here, not a condition/],
  ['null desc', '1:1', /order by NULL/],
  ['received_at, destinations', '1:14', /order by a list/],
  ['received_at nulls first', '1:13', /complete before this/],
];

describe('a fault has a place and a reason', () => {
  test.each(conditions)('condition %j', (text, place, message) => {
    const compiled = compileCondition(text, schema);
    expect(compiled).toMatchObject({ ok: false, fault: { message: expect.stringMatching(message) } });
    expect(!compiled.ok && `${compiled.fault.line}:${compiled.fault.column}`).toBe(place);
  });

  test.each(orders)('order %j', (text, place, message) => {
    const compiled = compileOrder(text, schema);
    expect(compiled).toMatchObject({ ok: false, fault: { message: expect.stringMatching(message) } });
    expect(!compiled.ok && `${compiled.fault.line}:${compiled.fault.column}`).toBe(place);
  });

  test('as one line for a configuration document', () => {
    expect(checkCondition('priority > 1', schema)).toBeNull();
    expect(checkCondition('priority >\n', schema)).toBe('line 2, column 1: a value is wanted here, but the text ends');
    expect(checkOrder('priority desc', schema)).toBeNull();
    expect(checkOrder('priority dsc', schema)).toBe(
      'line 1, column 10: the expression is complete before this, not "dsc"',
    );
  });

  test('and a view says which of its expressions it is', () => {
    expect(compileView({ condition: 'x = 1' }, schema)).toMatchObject({ ok: false, member: 'condition' });
    expect(compileView({ order: 'x' }, schema)).toMatchObject({ ok: false, member: 'order' });
  });
});

const pieces = [
  'priority',
  '[value]',
  '[',
  ']',
  'segment',
  'received_at',
  'prio',
  "'a'",
  "'",
  '1',
  '1.5e',
  '.',
  '=',
  '<>',
  '<',
  '>=',
  '!',
  '(',
  ')',
  ',',
  'and',
  'or',
  'not',
  'in',
  'like',
  'between',
  'is',
  'null',
  'asc',
  'desc',
  '+',
  '-',
  '*',
  '/',
  '_age',
  '_time_in_queue()',
  '_current_time',
  '\n',
  '\r\n',
  '\0',
  '\u{D800}',
  '\u{1F600}',
  '"',
  '--',
  '/*',
  ';',
  '%',
];
const strangeTexts = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(' ')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('no text', () => {
  test.each([
    ['condition', compileCondition],
    ['order', compileOrder],
  ] as const)('makes reading a %s throw', (_name, compile) => {
    fc.assert(
      fc.property(strangeTexts, (text) => {
        const compiled = compile(text, schema);
        if (compiled.ok) return;
        const { message, offset, line, column } = compiled.fault;
        expect(message).not.toBe('');
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(text.length);
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
      }),
      { numRuns: 5000 },
    );
  });

  test('within the bounds is too deep to evaluate', () => {
    const chain = `priority${'+priority'.repeat(900)} > 0`;
    const nest = `${'(not '.repeat(25)}${'('.repeat(20)}priority${')'.repeat(20)} = 1${')'.repeat(25)}`;
    for (const [text, holds] of [
      [chain, true],
      [nest, false],
    ] as const) {
      const compiled = compileCondition(text, schema);
      expect(compiled.ok && compiled.evaluate(interaction({ priority: 1 }), NEW_YEAR)).toBe(holds);
    }
  });
});
