import { describe, expect, it } from 'vitest';
import { lifeScript, readReport } from '../src/peers/pgbench.ts';
import { eventBytes, EVENTS_OF_A_LIFE, idOf, LIFE, numbered } from '../src/peers/statements.ts';

describe('the statements of a life', () => {
  it('report as many events as the server does', () => {
    expect(LIFE.map(({ name, eventCount }) => `${name} ${eventCount}`)).toEqual([
      'submit 2',
      'pull 2',
      'deliver 1',
      'accept 3',
      'stop 2',
    ]);
    expect(EVENTS_OF_A_LIFE).toBe(10);
  });

  it('take as many bytes of events as the server writes for them', () => {
    expect(LIFE.map((statement) => eventBytes(statement, 40.5).length)).toEqual([81, 81, 41, 122, 81]);
  });

  it('number the names of values by their first use', () => {
    expect(numbered('SELECT :b, :a, :b, 1::bigint')).toEqual({
      text: 'SELECT $1, $2, $1, 1::bigint',
      order: ['b', 'a'],
    });
  });

  it('have ids of 16 characters, no two alike', () => {
    const ids = [idOf(0, 1), idOf(0, 37), idOf(1, 1), idOf(31, 123_456_789)];
    expect(ids.every((id) => /^[0-9A-Z]{16}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('pgbench', () => {
  it('gets a script with a line for each step, its values written out', () => {
    const lines = lifeScript(40).trimEnd().split('\n');
    expect(lines).toHaveLength(1 + LIFE.length * 2);
    expect(lines.filter((line) => line.startsWith('\\set'))).toHaveLength(1 + LIFE.length);
    const variables = new Set(lines.join('\n').match(/(?<!:):[a-z_]+/gi));
    expect([...variables].toSorted()).toEqual([':batch', ':client_id', ':number']);
  });

  it('is understood', () => {
    const report =
      'latency average = 12.345 ms\ninitial connection time = 20 ms\ntps = 1296.5 (without initial connection time)\n';
    expect(readReport(report)).toEqual({ perSecond: 1296.5, p50: 12.345, p99: 0, max: 0 });
    expect(() => readReport('pgbench: error')).toThrow('no report');
  });
});
