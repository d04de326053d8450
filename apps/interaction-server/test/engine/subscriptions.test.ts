import {
  EventAck,
  EventCurrentState,
  RequestAgentLogin,
  RequestNotReadyForMedia,
  RequestStartPlaceAgentStateReportingAll,
  RequestStopPlaceAgentStateReportingAll,
  RequestSubscribe,
  RequestUnsubscribe,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { handled, offered, routed, scene, submitted } from './scene.ts';
import { tenant } from './tenant.ts';
import { opened, World, type Said } from './world.ts';

type Attributes = Readonly<Record<string, unknown>>;

function statistics(world = scene()): World {
  world.register('stat', 'Reporting engine');
  world.forget();
  return world;
}

function pagesOf(said: readonly Said[]): Attributes[] {
  return said.filter(({ event }) => event === EventCurrentState).map(({ attributes }) => attributes);
}

function onlyPage(said: readonly Said[]): Attributes {
  const [page, ...more] = pagesOf(said);
  if (page === undefined || more.length > 0) throw new Error('expected one page');
  return page;
}

const ALL = { TenantList: new Map([['100', { Interactions: 1, Workbins: undefined }]]) };

describe('state, then changes', () => {
  test("RequestStartPlaceAgentStateReportingAll: EventAck, then the present state with the request's ReferenceId", () => {
    const world = statistics();
    const id = handled(world);
    offered(world);
    world.ask('desk', RequestNotReadyForMedia, { MediaTypeName: 'chat', Reason: { Reason: 4 } });
    submitted(world);
    routed(world);
    const { eventSequence } = world.state.counters;
    world.forget();
    const reference = world.ask('stat', RequestStartPlaceAgentStateReportingAll, ALL);
    const said = world.take();
    expect(said.map(({ event, referenceId }) => [event, referenceId])).toEqual([
      [EventAck, reference],
      [EventCurrentState, reference],
    ]);
    const page = onlyPage(said);
    expect(page).toMatchObject({ EventTime: world.now, EventSequence: eventSequence, Last: 1 });
    expect(page['Agents']).toMatchObject([
      {
        TenantId: 'tenant-1',
        AgentId: 'A1',
        PlaceId: 'P1',
        MediaStateList: new Map([
          ['email', 1],
          ['chat', 0],
        ]),
        MediaCapacityList: new Map([
          ['email', 1],
          ['chat', 1],
        ]),
        MediaInteractionsList: new Map([['email', 2]]),
        DonotDisturb: 0,
      },
    ]);
    const [{ MediaReasonList }] = page['Agents'] as [{ MediaReasonList: ReadonlyMap<string, unknown> }];
    expect(opened(MediaReasonList.get('chat'))).toEqual({ Reason: 4 });
    expect(page['Queues']).toEqual([{ Queue: 'in', MediaType: 'email', Waiting: 1, InRouting: 2, OnAgents: 1 }]);
    const [packed] = page['Interactions'] as readonly unknown[];
    expect(opened(packed)).toMatchObject({ InteractionId: id, AgentId: 'A1' });
    expect(opened(packed)).not.toHaveProperty('UserData');
  });

  test('the present state comes in pages of bounded size', () => {
    const agents = Array.from({ length: 1200 }, (_, at) => ({ employeeId: `B${at}` }));
    const places = agents.map(({ employeeId }) => ({ name: employeeId }));
    const world = new World(tenant({}, { agents, places }));
    world.register('stat', 'Reporting engine');
    for (const { employeeId } of agents) {
      world.register('d', 'Agent application');
      world.ask('d', RequestAgentLogin, { TenantId: '100', AgentId: employeeId, PlaceId: employeeId });
    }
    world.forget();
    world.ask('stat', RequestSubscribe, { TopicList: ['agents'] });
    const pages = pagesOf(world.said);
    expect(pages.map((page) => [(page['Agents'] as readonly unknown[]).length, page['Last']])).toEqual([
      [500, 0],
      [500, 0],
      [200, 1],
    ]);
  });

  test.each([
    [['agents'], [1, 1, 0]],
    [['interactions'], [0, 1, 1]],
    [['custom'], [0, 0, 0]],
  ])('RequestSubscribe to %s', (TopicList, counts) => {
    const world = statistics();
    handled(world);
    world.ask('stat', RequestSubscribe, { TopicList });
    const page = onlyPage(world.said);
    const lists = ['Agents', 'Queues', 'Interactions'].map((name) => (page[name] as readonly unknown[]).length);
    expect(lists).toEqual(counts);
    expect(page['Last']).toBe(1);
  });
});

describe('who hears of what', () => {
  function audience(world: World): Attributes {
    const { subscriptions } = world.state;
    return {
      agents: subscriptions.audience('agents').length,
      interactions: subscriptions.audience('interactions').length,
      custom: subscriptions.audience('custom').length,
    };
  }

  test('topics come and go', () => {
    const world = statistics();
    world.ask('stat', RequestSubscribe, { TopicList: ['agents', 'custom', 'agents'] });
    expect(audience(world)).toEqual({ agents: 1, interactions: 0, custom: 1 });
    world.ask('stat', RequestUnsubscribe, { TopicList: ['agents'] });
    expect(audience(world)).toEqual({ agents: 0, interactions: 0, custom: 1 });
    world.disconnect('stat');
    expect(audience(world)).toEqual({ agents: 0, interactions: 0, custom: 0 });
  });

  test('reporting of all: with interactions only if asked for', () => {
    const world = statistics();
    world.ask('stat', RequestStartPlaceAgentStateReportingAll, { TenantList: new Map([['tenant-1', {}]]) });
    expect(audience(world)).toEqual({ agents: 1, interactions: 0, custom: 0 });
    world.ask('stat', RequestStartPlaceAgentStateReportingAll, ALL);
    expect(audience(world)).toEqual({ agents: 1, interactions: 1, custom: 0 });
    world.ask('stat', RequestStopPlaceAgentStateReportingAll, ALL);
    expect(audience(world)).toEqual({ agents: 0, interactions: 0, custom: 0 });
  });

  test('every report names its topic and follows the last one', () => {
    const world = statistics();
    handled(world);
    world.ask('desk', RequestNotReadyForMedia, { MediaTypeName: 'chat' });
    const { eventSequence } = world.state.counters;
    submitted(world);
    const reports = world.said.flatMap(({ report }) => (report === undefined ? [] : [report]));
    expect(reports.map(({ topic, event }) => `${topic} ${event.name}`)).toEqual([
      'agents EventNotReadyForMedia',
      'interactions EventInteractionSubmitted',
      'interactions EventPlacedInQueue',
    ]);
    expect(reports.map(({ sequence }) => sequence)).toEqual([eventSequence, eventSequence + 1, eventSequence + 2]);
  });
});
