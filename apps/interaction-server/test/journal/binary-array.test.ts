import { describe, expect, it } from 'vitest';
import { RecordArray, ValueArray } from '../../src/journal/binary-array.ts';
import { batchStatement, BATCH_PARTS } from '../../src/journal/batch-statement.ts';
import { statement } from '../../src/journal/sql-text.ts';

function hex(bytes: Buffer): string {
  return bytes.toString('hex');
}

/** Dimensions, has nulls, type, and where there are elements their number and the first index. */
function header(type: number, count: number): string {
  const numbers = count === 0 ? [0, 1, type] : [1, 1, type, count, 1];
  return numbers.map((number) => number.toString(16).padStart(8, '0')).join('');
}

describe('binary arrays', () => {
  it('have no dimension when they are empty', () => {
    expect(hex(new ValueArray('text').take())).toBe(header(25, 0));
  });

  const texts = new ValueArray('text');
  const times = new ValueArray('timestamptz');
  const numbers = new ValueArray('bigint');
  const bytes = new ValueArray('bytea');
  it.each([
    ['ASCII', texts, (): void => texts.text('ab'), '000000026162'],
    ['other characters', texts, (): void => texts.text('aä😀'), '0000000761c3a4f09f9880'],
    ['a long text', texts, (): void => texts.text('é'.repeat(50)), `00000064${'c3a9'.repeat(50)}`],
    ["'' as NULL", texts, (): void => texts.textOrNull(''), 'ffffffff'],
    ['2000-01-01', times, (): void => times.time(946_684_800_000), '000000080000000000000000'],
    ['a ms before', times, (): void => times.time(946_684_799_999), '00000008fffffffffffffc18'],
    ['year 9999', times, (): void => times.time(253_402_300_799_999), '000000080380e70b913b7c18'],
    ['0 as NULL', times, (): void => times.timeOrNull(0), 'ffffffff'],
    ['2^53 - 1', numbers, (): void => numbers.bigint(2 ** 53 - 1), '00000008001fffffffffffff'],
    ['-(2^32)', numbers, (): void => numbers.bigint(-(2 ** 32)), '00000008ffffffff00000000'],
    ['packed bytes', bytes, (): void => bytes.packed('\x80\xff'), '0000000280ff'],
  ])('hold %s', (_, array, append, expected) => {
    array.reset();
    append();
    expect(hex(array.take()).slice(40)).toBe(expected);
    expect(array.count).toBe(1);
  });

  it('grow, and begin again', () => {
    const array = new ValueArray('text');
    for (let count = 0; count < 3; count++) {
      for (let index = 0; index < 2_000; index++) array.text(`text ${index}`);
      expect(array.count).toBe(2_000);
      expect(array.take().length).toBe(20 + 2_000 * 4 + [...Array(2_000).keys()].join('').length + 2_000 * 5);
      array.reset();
    }
    expect(hex(array.take())).toBe(header(25, 0));
  });

  it('hold rows, with the type of each field', () => {
    const rows = new RecordArray(70_000, 2);
    for (const text of ['a', '']) {
      rows.row();
      rows.textOrNull(text);
      rows.bool(text === 'a');
    }
    const first = '0000001600000002000000190000000161000000100000000101';
    const second = '000000150000000200000019ffffffff000000100000000100';
    expect(hex(rows.take())).toBe(header(70_000, 2) + first + second);
  });

  it('refuse a row with a field too many or too few', () => {
    const rows = new RecordArray(70_000, 2);
    rows.row();
    rows.text('a');
    expect(() => rows.take()).toThrow(/1 fields, not 2/);
    rows.text('b');
    rows.text('c');
    expect(() => rows.row()).toThrow(/3 fields, not 2/);
  });
});

describe('statements', () => {
  it('number each parameter once, and leave casts alone', () => {
    expect(statement({ name: 's', text: 'SELECT :a::text[], :b, :a, x::int[] WHERE :c1' }, 3)).toEqual({
      name: 's',
      text: 'SELECT $3::text[], $4, $3, x::int[] WHERE $5',
      parameters: ['a', 'b', 'c1'],
    });
  });

  it('of a batch hold the parts asked for, with their parameters in order', () => {
    const custom = [{ name: 'segment', type: 'text' as const, indexed: false }];
    const { text, parameters, parts } = batchStatement(BATCH_PARTS, custom, 'all');
    const used = [...text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]));
    expect(Math.max(...used)).toBe(parameters.length);
    expect(new Set(used).size).toBe(parameters.length);
    expect(parts.map(({ part }) => part)).toEqual(BATCH_PARTS);
    expect(text).toContain('"segment"');
    expect(text).not.toMatch(/\{\{|:[a-z]+::/);
    expect(batchStatement([], [], 'none').text).not.toMatch(/interactions|agent_sessions/);
  });
});
