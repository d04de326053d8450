import { createMetrics, interactionServerMetrics } from '@ixn/metrics';
import { describe, expect, test } from 'vitest';
import { databaseMetrics } from '../../src/health/database-metrics.ts';
import { dispatcherMetrics } from '../../src/health/dispatcher-metrics.ts';
import { modeMetrics } from '../../src/health/mode-metrics.ts';
import type { StateFigures } from '../../src/health/state-figures.ts';
import { stateMetrics } from '../../src/health/state-metrics.ts';
import { Status, type Mode } from '../../src/health/status.ts';
import type { Interaction } from '../../src/state/interaction.ts';
import { createQueueCounts, type Queue, type QueueCounts } from '../../src/state/queue.ts';
import type { RouterSession } from '../../src/state/router-session.ts';

/** A state that tests change by hand. */
function world() {
  const metrics = createMetrics(interactionServerMetrics);
  const state = {
    media: ['email', 'chat'],
    queues: new Map<string, Queue>(),
    views: [] as { name: string; queue: string; size: number }[],
    routers: [] as RouterSession[],
    configuredRouters: [] as string[],
    strategies: new Map<string, number>(),
    agents: 0,
    agentMedia: new Map<string, { agents: number; ready: number; handling: number }>(),
  };
  const queueOf = (name: string): Queue => state.queues.get(name) as Queue;
  const figures: StateFigures = {
    tenant: '101',
    now: () => 1_000,
    mediaTypes: () => state.media,
    queues: () => state.queues.values(),
    oldestArrival: (counts) => Math.min(...counts.arrivals.keys()),
    views: () =>
      state.views.map((view) => ({ name: view.name, queue: queueOf(view.queue), index: { size: view.size } }) as never),
    agentCount: () => state.agents,
    agentMedia: (media) => state.agentMedia.get(media),
    routers: () => state.routers,
    configuredRouters: () => state.configuredRouters,
    strategies: () => state.strategies,
    strategyLimit: () => 200,
    routerLimit: (name) => (name === 'small' ? 10 : 1_000),
  };
  metrics.beforeScrape(stateMetrics(metrics.families, figures));
  /** Lines of the exposition that name what is asked for, without the prefix. */
  const lines = async (name: string): Promise<string[]> => {
    const text = await metrics.exposition();
    return text
      .split('\n')
      .filter((line) => line.includes(name) && !line.startsWith('#'))
      .map((line) => line.replace(/^ixn_(health_info|server)_/, ''));
  };
  return { state, lines };
}

function queue(name: string, counts: Record<string, Partial<QueueCounts>> = {}): Queue {
  const all = Object.entries(counts).map(([media, some]) => [media, { ...createQueueCounts(), ...some }] as const);
  return { name, place: { kind: 'queue', queue: name }, views: [], removed: false, counts: new Map(all), size: 0 };
}

function router(name: string, given: Partial<RouterSession> = {}, held = 0): RouterSession {
  const holding = new Set(Array.from({ length: held }, () => ({}) as Interaction));
  const session = { key: name, name, clientType: 'Routing engine', client: 1, pulls: new Set(), strategies: new Map() };
  return { ...session, holding, total: 0, second: 0, takenInSecond: 0, restore: null, ...given } as RouterSession;
}

function use(strategy: string, current: number, total: number, lastSubmittedAt: number): RouterSession['strategies'] {
  return new Map([[strategy, { strategy, current, total, lastSubmittedAt } as never]]);
}

describe('queues × media', () => {
  test('are there with 0 before anything has come', async () => {
    const { state, lines } = world();
    state.queues.set('support', queue('support'));
    expect(await lines('queue_media_waiting_processing')).toEqual([
      'queue_media_waiting_processing{queue_name="support",queue_tenant="101",media_name="email"} 0',
      'queue_media_waiting_processing{queue_name="support",queue_tenant="101",media_name="chat"} 0',
    ]);
    expect(await lines('{queue_name="support"')).toHaveLength(12);
  });

  test('show the counts', async () => {
    const { state, lines } = world();
    const counts = {
      waiting: 5,
      neverDelivered: 3,
      inRouter: 2,
      onAgents: 4,
      arrivals: new Map([
        [990, 4],
        [940, 1],
      ]),
    };
    state.queues.set('support', queue('support', { email: counts }));
    const labels = 'queue_name="support",queue_tenant="101",media_name="email"';
    expect(await lines(labels)).toEqual([
      `queue_media_waiting_processing{${labels}} 5`,
      `queue_media_current_length{${labels}} 3`,
      `queue_media_in_router{${labels}} 2`,
      `queue_media_on_agent{${labels}} 4`,
      `queue_media_in_processing{${labels}} 6`,
    ]);
    expect(await lines('queue_oldest_seconds')).toEqual([
      'queue_oldest_seconds{queue_name="support",media_name="email"} 60',
      'queue_oldest_seconds{queue_name="support",media_name="chat"} 0',
    ]);
  });

  test('go with their queue, and with a media type that nothing is left of', async () => {
    const { state, lines } = world();
    state.queues.set('support', queue('support', { email: { waiting: 1, arrivals: new Map([[999, 1]]) } }));
    state.queues.set('sales', queue('sales'));
    await lines('');
    state.queues.delete('sales');
    state.media = ['chat'];
    expect(await lines('sales')).toEqual([]);
    expect(await lines('waiting_processing{queue_name="support"')).toHaveLength(2);
    Object.assign(state.queues.get('support')?.counts.get('email') ?? {}, { waiting: 0 });
    expect(await lines('waiting_processing{queue_name="support"')).toEqual([
      expect.stringContaining('media_name="chat"'),
    ]);
    expect(await lines('queue_oldest_seconds')).toHaveLength(1);
  });
});

describe('views', () => {
  test('say whether they show anything; those of removed queues do not count as configured', async () => {
    const { state, lines } = world();
    state.queues.set('support', queue('support'));
    state.queues.set('old', { ...queue('old'), removed: true });
    state.views = [
      { name: 'urgent', queue: 'support', size: 0 },
      { name: 'all', queue: 'old', size: 7 },
    ];
    expect(await lines('view_have_interactions')).toEqual([
      'view_have_interactions{view_name="urgent",queue_name="support"} 0',
      'view_have_interactions{view_name="all",queue_name="old"} 1',
    ]);
    expect(await lines('view_frozen{view_name="urgent"')).toEqual([expect.stringMatching(/ 0$/)]);
    expect(await lines('current_views')).toEqual(['current_views 1']);
    state.views.pop();
    expect(await lines('view_name="all"')).toEqual([]);
  });
});

describe('routers', () => {
  test('configured ones are there before they connect', async () => {
    const { state, lines } = world();
    state.configuredRouters = ['small'];
    state.strategies.set('route', 50);
    expect(await lines('"small"')).toEqual([
      'router_total_submitted{router_name="small"} 0',
      'router_current_capacity{router_name="small"} 10',
      'router_currently_submitted{router_name="small"} 0',
      'router_max_submitted{router_name="small"} 10',
      'router_strategy_load_count{router_name="small",strategy_name="route",strategy_tenant="101"} 0',
      'router_strategy_currently_submitted{router_name="small",strategy_name="route",strategy_tenant="101"} 0',
      'router_strategy_current_capacity{router_name="small",strategy_name="route",strategy_tenant="101"} 10',
      'router_strategy_total_submitted{router_name="small",strategy_name="route",strategy_tenant="101"} 0',
      'router_strategy_last_submitted_at{router_name="small",strategy_name="route",strategy_tenant="101"} 0',
    ]);
    expect(await lines('current_strategies')).toEqual(['current_strategies 1']);
  });

  test('connected ones show what they have; max is what they have and their capacity', async () => {
    const { state, lines } = world();
    state.strategies.set('route', 3);
    state.routers = [router('small', { total: 99, strategies: use('route', 4, 90, 5_000) }, 4)];
    const shown = (await lines('"small"')).map((line) => `${line.slice(0, line.indexOf('{'))} ${line.split(' ')[1]}`);
    expect(shown).toEqual([
      'router_total_submitted 99',
      'router_current_capacity 6',
      'router_currently_submitted 4',
      'router_max_submitted 10',
      'router_strategy_load_count 1',
      'router_strategy_currently_submitted 4',
      'router_strategy_current_capacity 3',
      'router_strategy_total_submitted 90',
      'router_strategy_last_submitted_at 5',
    ]);
  });

  test('a strategy without a submitter shows for the router that has used it, and two types share a name', async () => {
    const { state, lines } = world();
    state.routers = [
      router('r', { strategies: use('own', 1, 7, 1_000) }, 1),
      router('r', { strategies: use('own', 2, 8, 9_000), client: 0 }, 2),
    ];
    expect(await lines('router_strategy_total_submitted')).toEqual([expect.stringMatching(/"own".* 15$/)]);
    expect(await lines('router_strategy_current_capacity')).toEqual([expect.stringMatching(/ 197$/)]);
    expect(await lines('router_strategy_load_count')).toEqual([expect.stringMatching(/ 1$/)]);
    state.routers = [];
    expect(await lines('"r"')).toEqual([]);
  });
});

test('agents by media', async () => {
  const { state, lines } = world();
  state.agents = 4;
  state.agentMedia.set('chat', { agents: 3, ready: 2, handling: 1 });
  expect(await lines('agent_')).toEqual([
    'agent_logged_in_count{agent_tenant="101"} 4',
    'agent_media_count{agent_tenant="101",media_name="email"} 0',
    'agent_media_count{agent_tenant="101",media_name="chat"} 3',
    'agent_media_ready_count{agent_tenant="101",media_name="email"} 0',
    'agent_media_ready_count{agent_tenant="101",media_name="chat"} 2',
    'agent_media_handling_count{agent_tenant="101",media_name="email"} 0',
    'agent_media_handling_count{agent_tenant="101",media_name="chat"} 1',
  ]);
});

test('the request queue and tasks', () => {
  const { families } = createMetrics(interactionServerMetrics);
  dispatcherMetrics(families, { handled: 9, waiting: 2, lastWait: 1_500, timersDue: 4 })();
  const shown = [
    families.total_requests_handled,
    families.current_request_queue_size,
    families.current_request_queue_wait,
    families.total_tasks,
  ];
  expect(shown.map((series) => series.value)).toEqual([9, 2, 1.5, 4]);
});

test('the database', () => {
  const { families } = createMetrics(interactionServerMetrics);
  databaseMetrics(families, { totalRequests: 9, currentRequests: 2, deadlocks: 1, connections: 4 })();
  const shown = [
    families.total_database_requests,
    families.current_database_requests,
    families.total_database_deadlocks,
    families.current_database_connections,
  ];
  expect(shown.map((series) => series.value)).toEqual([9, 2, 1, 4]);
});

test('the mode', () => {
  const { families } = createMetrics(interactionServerMetrics);
  const status = new Status();
  const fill = modeMetrics(families, status);
  const shown = (['starting', 'standby', 'recovering', 'listening', 'draining', 'failed'] as const).map(
    (mode: Mode) => {
      status.mode = mode;
      fill();
      return [families.run_mode.value, families.switch_to_primary_time.value > 0];
    },
  );
  expect(shown).toEqual([
    [1, false],
    [1, false],
    [0, true],
    [0, true],
    [2, true],
    [2, true],
  ]);
});
