import { describe, expect, test } from 'vitest';
import { createLog, setVerbose, type Verbose } from '../../src/log.ts';

describe('the log', () => {
  test('is one JSON line an event, with its facts', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    log.info({ client: 7, name: 'mail\nserver' }, 'client registered');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
    const { time, ...rest } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(rest).toEqual({ level: 'info', client: 7, name: 'mail\nserver', event: 'client registered' });
    expect(new Date(time as string).toISOString()).toBe(time);
  });

  const table: readonly (readonly [Verbose, string[]])[] = [
    ['none', []],
    ['standard', ['error', 'info']],
    ['interaction', ['error', 'info', 'debug']],
    ['trace', ['error', 'info', 'debug', 'trace']],
    ['all', ['error', 'info', 'debug', 'trace']],
  ];
  test.each(table)('verbose %s', (verbose, expected) => {
    const written: string[] = [];
    const log = createLog('info', {
      write: (line) => void written.push((JSON.parse(line) as { event: string }).event),
    });
    setVerbose(log, verbose);
    for (const level of ['error', 'info', 'debug', 'trace'] as const) log[level](level);
    expect(written).toEqual(expected);
  });
});
