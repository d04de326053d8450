import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnOf, parseTenantDocument, readTenantDocument } from '../src/index.ts';
import { edited, EXAMPLE, faultsOf, good, lineOf, TEXT } from './example.ts';

describe('a valid document', () => {
  test('the example is accepted from YAML and from JSON, to the same effect', () => {
    const yaml = parseTenantDocument(TEXT, 'yaml');
    if (!yaml.ok) throw new Error('expected a document');
    expect(yaml.warnings).toEqual([]);
    const json = parseTenantDocument(JSON.stringify(yaml.objects), 'json');
    expect(json.ok && json.document).toEqual(yaml.document);
    expect(Object.isFrozen(yaml.document.queues[0]?.views)).toBe(true);
  });

  test('a queue without views has one of its own name', () => {
    expect(EXAMPLE.queues.find((queue) => queue.name === 'overflow')?.views).toEqual([
      { name: 'overflow', condition: undefined, order: undefined, segmentation: undefined, schedule: undefined },
    ]);
    const submitter = { name: 's', view: 'overflow', strategy: 'email.route', routerKind: 'routing-engine' };
    expect(good(edited(['submitters'], [submitter])).submitters[0]?.view).toBe('overflow');
  });

  test('what is left out has its default', () => {
    const document = good({ tenant: { id: 't', sid: 100 } });
    expect(document.tenant).toEqual({ id: 't', sid: '100', name: undefined, capacityRule: undefined });
    expect(document.queues).toEqual([]);
    const agents = good({ tenant: { id: 't', sid: 1 }, agents: [{ employeeId: 'A' }] }).agents;
    expect(agents).toEqual([
      { employeeId: 'A', name: undefined, groups: [], skills: {}, capacityRule: undefined, enabled: true },
    ]);
  });

  test('times are in milliseconds, hours of a day in minutes', () => {
    expect(EXAMPLE.mediaTypes[0]?.options.handlingTimeout).toBe(240 * 60_000);
    expect(EXAMPLE.thirdPartyServers[0]?.options.timeout).toBe(5000);
    expect(EXAMPLE.queues[2]?.views[0]?.schedule).toEqual({
      timezone: 'Europe/Paris',
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      from: 480,
      to: 1080,
    });
  });

  test('a capacity rule is a list of combinations', () => {
    expect(EXAMPLE.capacityRules.map((rule) => rule.combinations)).toEqual([
      [{ email: 4 }],
      [{ email: 2, chat: 3, workitem: 1 }, { email: 5 }],
    ]);
  });

  test('a segmentation is the column that it names', () => {
    const segmentations = ['Segment', '[segment]', 'ExternalId', 'external_id', '[media_type]', 'mediatype'];
    const columns = segmentations.map((name) => columnOf(name, EXAMPLE));
    expect(columns).toEqual(['segment', 'segment', 'external_id', 'external_id', 'media_type', 'media_type']);
    const document = good(edited(['queues', 1, 'views', 0, 'segmentation'], 'MediaType'));
    expect(document.queues[1]?.views[0]?.segmentation).toBe('media_type');
  });

  test('an unknown option warns with its path and line', () => {
    const parsed = parseTenantDocument(TEXT.replace('delivering-timeout: 30,', 'deliverin-timeout: 30,'), 'yaml');
    expect(parsed.ok && parsed.warnings).toEqual([
      {
        path: 'applications.InteractionServer.settings.deliverin-timeout',
        reason: 'is not an option that is known here; did you mean "delivering-timeout"?',
        line: lineOf('delivering-timeout: 30'),
      },
    ]);
  });
});

describe('expressions', () => {
  test('each goes to its compiler, with the custom properties', () => {
    const conditions: string[] = [];
    const orders: string[] = [];
    const scripts: string[] = [];
    const keys = new Set<string>();
    good(edited([], undefined), {
      checkCondition: (text, custom) => {
        conditions.push(text);
        for (const property of custom) keys.add(property.key);
        return undefined;
      },
      checkOrder: (text) => void orders.push(text),
      checkScript: (text) => void scripts.push(text),
    });
    expect(conditions).toEqual(["segment = 'gold' and _time_in_queue() > 30"]);
    expect(orders).toEqual([
      'priority + _time_in_queue() / 60 desc',
      'value desc, received_at',
      'received_at',
      'due_at',
      'received_at desc',
      'due_at',
    ]);
    expect(scripts).toEqual(["skill('email') >= 5"]);
    expect([...keys]).toEqual(['Segment', 'DueAt', 'Value']);
  });

  test('a fault of the compiler stands at the expression', () => {
    const checks = { checkOrder: (text: string) => (text.includes('value') ? 'column 1: no such name' : undefined) };
    expect(faultsOf(edited([], undefined), checks)).toEqual([
      { path: 'queues[0].views[1].order', reason: 'column 1: no such name' },
    ]);
  });
});

test('no document makes the reader throw, and what it refuses has a reason', () => {
  fc.assert(
    fc.property(
      fc.object({ key: fc.constantFrom('tenant', 'queues', 'name', 'views', 'id', 'x'), maxDepth: 4 }),
      (objects) => {
        const parsed = readTenantDocument(objects);
        expect(parsed.ok || parsed.faults.every((fault) => fault.reason !== '')).toBe(true);
      },
    ),
  );
});

test('no broken text makes the reader throw', () => {
  fc.assert(
    fc.property(fc.nat(TEXT.length), fc.string({ maxLength: 3 }), fc.nat(20), (at, inserted, cut) => {
      const text = TEXT.slice(0, at) + inserted + TEXT.slice(at + cut);
      const parsed = parseTenantDocument(text, 'yaml');
      expect(parsed.ok || parsed.faults.length > 0).toBe(true);
    }),
    { numRuns: 150 },
  );
});
