import { createHash } from 'node:crypto';

/** The tenant of benches and fault runs. */
export const TENANT_ID = '00000000-0000-4000-8000-000000000001';

export interface RigTenant {
  readonly queues: number;
  readonly agents: number;
  /** What `order` the view of every queue has. */
  readonly order: string;
  /** Options of the Interaction Server, section `settings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export const MEDIA = 'email';
export const AGEING = 'priority + _time_in_queue() / 60 desc';

export const queueName = (n: number): string => `queue-${n}`;
export const viewName = (n: number): string => `queue-${n}/ageing`;
export const submitterName = (n: number): string => `submitter-${n}`;
export const agentName = (n: number): string => `agent-${n}`;
export const placeName = (n: number): string => `place-${n}`;

/** The configuration document, and its version. */
export function tenantDocument(tenant: RigTenant): { version: string; objects: Record<string, unknown> } {
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
  const objects = {
    tenant: { id: TENANT_ID, sid: '1', name: 'Bench' },
    mediaTypes: [{ name: MEDIA }],
    interactionTypes: [{ name: 'Inbound' }],
    interactionSubtypes: [{ name: 'InboundNew' }],
    queues: numbers(tenant.queues).map((n) => ({
      name: queueName(n),
      views: [{ name: viewName(n), order: tenant.order }],
    })),
    strategies: [{ name: 'route', kind: 'simple-routing', text: '-' }],
    submitters: numbers(tenant.queues).map((n) => ({
      name: submitterName(n),
      view: viewName(n),
      strategy: 'route',
      routerKind: 'routing-engine',
      maxSubmitted: 100_000,
    })),
    agents: numbers(tenant.agents).map((n) => ({ employeeId: agentName(n), name: agentName(n), capacityRule: 'many' })),
    places: numbers(tenant.agents).map((n) => ({ name: placeName(n) })),
    capacityRules: [{ name: 'many', media: { [MEDIA]: 100 } }],
    applications: {
      InteractionServer: {
        settings: {
          'default-max-submitted-per-router': 100_000,
          'default-max-submitted-per-strategy': 100_000,
          ...tenant.settings,
        },
      },
    },
  };
  const version = createHash('sha256').update(JSON.stringify(objects)).digest('hex').slice(0, 16);
  return { version, objects };
}
