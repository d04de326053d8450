import { readTenantDocument } from '@ixn/config';
import { compileConfiguration } from '../../src/engine/configuration/compile-configuration.ts';
import type { TenantConfiguration } from '../../src/engine/configuration/tenant-configuration.ts';

type Members = Readonly<Record<string, unknown>>;

/** A small tenant: e-mail and chat, two agents. `members` replace members of the document, `settings` are options of the server. */
export function tenant(settings: Members = {}, members: Members = {}): TenantConfiguration {
  const read = readTenantDocument({ ...DOCUMENT, ...members, applications: { InteractionServer: { settings } } });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const compiled = compileConfiguration(read.document);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults));
  return compiled.configuration;
}

export const DOCUMENT = {
  tenant: { id: 'tenant-1', sid: '100' },
  mediaTypes: [{ name: 'email', options: { 'handling-timeout': 240 } }, { name: 'chat' }],
  interactionTypes: [{ name: 'Inbound' }],
  interactionSubtypes: [{ name: 'InboundNew' }],
  customProperties: [
    { key: 'Segment', column: 'segment', type: 'string' },
    { key: 'Value', column: 'value', type: 'number' },
    { key: 'DueAt', column: 'due_at', type: 'timestamp' },
  ],
  queues: [
    { name: 'in' },
    {
      name: 'sorted',
      views: [
        { name: 'sorted/all', order: 'priority desc' },
        { name: 'sorted/gold', condition: "segment = 'gold'" },
        { name: 'sorted/old', condition: '_time_in_queue() > 30' },
      ],
    },
    { name: 'out' },
  ],
  strategies: [{ name: 'route', kind: 'simple-routing', text: 'any' }],
  submitters: [
    { name: 'in', view: 'in', strategy: 'route', routerKind: 'routing-engine', maxSubmitted: 2 },
    { name: 'pushed', view: 'in', strategy: 'route', routerKind: 'universal-router' },
    { name: 'off', view: 'in', strategy: 'route', routerKind: 'routing-engine', enabled: false },
  ],
  agents: [{ employeeId: 'A1', capacityRule: 'mixed' }, { employeeId: 'A2' }, { employeeId: 'A3', enabled: false }],
  places: [{ name: 'P1' }, { name: 'P2' }],
  capacityRules: [{ name: 'mixed', combinations: [{ email: 2, chat: 1 }, { email: 3 }] }],
};
