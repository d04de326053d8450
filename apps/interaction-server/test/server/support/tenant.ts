/** The tenant of the server's integration tests, and what is needed to change it. */
export const TENANT_ID = '00000000-0000-4000-8000-00000000000a';

export interface TenantObjects {
  readonly [kind: string]: unknown;
}

export function tenantObjects(change: TenantObjects = {}): TenantObjects {
  return {
    tenant: { id: TENANT_ID, sid: '10', name: 'Test' },
    mediaTypes: [{ name: 'email' }, { name: 'chat' }],
    interactionTypes: [{ name: 'Inbound' }],
    interactionSubtypes: [{ name: 'InboundNew' }],
    customProperties: [{ key: 'Segment', column: 'segment', type: 'string' }],
    queues: [
      {
        name: 'in',
        views: [
          { name: 'in/ageing', order: 'priority + _time_in_queue() / 60 desc' },
          { name: 'in/gold', condition: "segment = 'gold'" },
        ],
      },
      { name: 'out' },
    ],
    strategies: [{ name: 'route', kind: 'simple-routing', text: '-' }],
    submitters: [{ name: 's1', view: 'in/ageing', strategy: 'route', routerKind: 'routing-engine' }],
    agents: [
      { employeeId: 'A1', name: 'A1' },
      { employeeId: 'A2', name: 'A2' },
    ],
    places: [{ name: 'P1' }, { name: 'P2' }],
    applications: { InteractionServer: { settings: {} } },
    ...change,
  };
}
