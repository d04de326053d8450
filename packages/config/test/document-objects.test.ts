import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { agentsOfGroup, diffDocuments, placesOfGroup } from '../src/index.ts';
import { edited, EXAMPLE, good, TEXT } from './example.ts';

describe('membership', () => {
  test('is the union of groups of agents, members and script', () => {
    const group = { name: 'chat-agents', members: ['A2'], script: undefined };
    expect([...agentsOfGroup(EXAMPLE, group)].toSorted()).toEqual(['A1', 'A2']);
    const seniors = { name: 'seniors', members: [], script: "skill('email') >= 5" };
    const isSenior = (_: string, agent: { skills: Readonly<Record<string, number>> }) =>
      (agent.skills['email'] ?? 0) >= 5;
    expect([...agentsOfGroup(EXAMPLE, seniors, isSenior)]).toEqual(['A1']);
    expect([...agentsOfGroup(EXAMPLE, seniors)]).toEqual([]);
  });

  test('of places too', () => {
    const group = { name: 'g', members: ['P2'], script: 'first' };
    expect([...placesOfGroup(EXAMPLE, group, (_, place) => place.name === 'P1')].toSorted()).toEqual(['P1', 'P2']);
    expect([...placesOfGroup(EXAMPLE, group)]).toEqual(['P2']);
  });
});

describe('differences', () => {
  test.each<[string, readonly (string | number)[], unknown, string]>([
    ['nothing', [], undefined, ''],
    ['the tenant', ['tenant', 'name'], 'Other', `tenant ${EXAMPLE.tenant.id} changed`],
    ['a queue', ['queues', 4, 'description'], 'else', 'queues overflow changed'],
    ['a queue that is gone', ['queues', 4], undefined, 'queues overflow removed'],
    ['a view', ['queues', 0, 'views', 0, 'order'], 'priority', 'queues email.inbound changed'],
    ['an agent', ['agents', 1, 'enabled'], false, 'agents A2 changed'],
    ['a place that is new', ['places', 2], { name: 'P3' }, 'places P3 added'],
    [
      'an option of a media type',
      ['mediaTypes', 2, 'options'],
      { 'routing-timeout': 30 },
      'mediaTypes workitem changed',
    ],
    ['a custom property', ['customProperties', 2, 'indexed'], true, 'customProperties Value changed'],
    [
      'an option',
      ['applications', 'InteractionServer', 'log', 'verbose'],
      'all',
      'applications InteractionServer changed',
    ],
    ['the spelling of the same value', ['mediaTypes', 1, 'options', 'delivering-timeout'], '20s', ''],
  ])('%s', (_, path, value, expected) => {
    const changes = diffDocuments(EXAMPLE, good(edited(path, value)));
    expect(changes.map(({ kind, name, change }) => `${kind} ${name} ${change}`).join(', ')).toBe(expected);
  });

  test('the order of objects means nothing', () => {
    const turned = edited(['agents'], parseDocument(TEXT).toJS().agents.toReversed());
    expect(diffDocuments(EXAMPLE, good(turned))).toEqual([]);
  });
});
