import { describe, expect, test } from 'vitest';
import { parseTenantDocument } from '../src/index.ts';
import { edited, EXAMPLE, faultsOf, lineOf, TEXT } from './example.ts';

describe('a document is refused', () => {
  test('a document about another tenant', () => {
    const faults = faultsOf(edited([], undefined), { tenantId: 'other' });
    expect(faults).toEqual([{ path: 'tenant.id', reason: `is "${EXAMPLE.tenant.id}"; expected "other"` }]);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a text', 'tenant'],
  ])('%s', (_, objects) => {
    expect(faultsOf(objects)[0]).toMatchObject({ path: '', reason: expect.stringMatching(/expected a map/) });
  });

  test('all faults at once, each with its line', () => {
    const text = TEXT.replace('type: timestamp', 'type: time')
      .replace('owner: agent,', 'owner: nobody,')
      .replace('routing-timeout: 720', 'routing-timeout: 7');
    const parsed = parseTenantDocument(text, 'yaml');
    expect(parsed.ok ? [] : parsed.faults.map(({ path, line }) => [path, line])).toEqual([
      ['customProperties[1].type', lineOf('type: timestamp')],
      ['workbins[0].owner', lineOf('owner: agent,')],
      ['applications.InteractionServer.settings.routing-timeout', lineOf('routing-timeout: 720')],
    ]);
  });

  test.each<[string, 'json' | 'yaml', string, RegExp, number | undefined]>([
    ['text that is not YAML', 'yaml', 'tenant:\n  id: [1', /is not YAML/, 2],
    ['a key twice', 'yaml', 'tenant: { id: a, id: b }', /unique/, 1],
    ['an alias that has no anchor', 'yaml', 'tenant: *x', /is not YAML/, undefined],
    ['text that is not JSON', 'json', '{"tenant":', /is not JSON/, undefined],
  ])('%s', (_, format, text, reason, line) => {
    const parsed = parseTenantDocument(text, format);
    const first = parsed.ok ? undefined : parsed.faults[0];
    expect(first?.reason).toMatch(reason);
    expect(first?.line).toBe(line);
  });

  test('a small text that unfolds into a huge one', () => {
    const bomb = [
      'a0: &a0 [x, x]',
      ...Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`),
    ];
    const parsed = parseTenantDocument(bomb.join('\n'), 'yaml');
    expect(parsed.ok ? '' : parsed.faults[0]?.reason).toMatch(/is not YAML: .*alias/i);
  });

  test('the line of a fault in JSON is known too', () => {
    const parsed = parseTenantDocument('{\n "tenant": {\n  "id": "t",\n  "sid": []\n }\n}', 'json');
    expect(parsed.ok ? [] : parsed.faults.map(({ path, line }) => [path, line])).toEqual([['tenant.sid', 4]]);
  });
});
