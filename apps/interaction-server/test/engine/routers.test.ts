import {
  EventError,
  EventPulledInteractions,
  EventSessionInteractions,
  RequestGetSessionInteractions,
  RequestPlaceInQueue,
  RequestPull,
  RequestStopProcessing,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { last, offered, pulling, routed, scene, submitted } from './scene.ts';
import { tenant } from './tenant.ts';
import { kv, opened, World } from './world.ts';

const SECOND = 1000;

function pulledIds(world: World): string[] {
  return world.said
    .filter(({ event }) => event === EventPulledInteractions)
    .flatMap(({ attributes }) => attributes['Interactions'] as readonly unknown[])
    .map((packed) => opened(packed)['InteractionId'] as string);
}

describe('a pull of a routing engine', () => {
  test('gets the first in the order of the view, with user data', () => {
    const world = scene();
    submitted(world, { Queue: 'sorted', UserData: kv({ Priority: 1 }) });
    const urgent = submitted(world, { Queue: 'sorted', UserData: kv({ Priority: 9, Subject: 'help' }) });
    world.ask('router', RequestPull, pulling({ ViewId: 'sorted/all' }));
    const [packed] = last(world, EventPulledInteractions).attributes['Interactions'] as readonly unknown[];
    expect(opened(packed)).toMatchObject({
      InteractionId: urgent,
      InteractionState: 2,
      Priority: 9,
      UserData: { Priority: 9, Subject: 'help' },
    });
  });

  test('gets as many as it asks for and there are', () => {
    const world = scene();
    const ids = [submitted(world), submitted(world), submitted(world)];
    world.forget();
    world.ask('router', RequestPull, pulling({ Count: 2 }));
    expect(pulledIds(world)).toEqual(ids.slice(0, 2));
    world.forget();
    world.ask('router', RequestPull, pulling({ Count: 9 }));
    expect(pulledIds(world)).toEqual(ids.slice(2));
  });

  test('gets at most max-interactions-per-pull', () => {
    const world = scene(new World(tenant({ 'max-interactions-per-pull': 1 })));
    submitted(world);
    submitted(world);
    world.ask('router', RequestPull, pulling({ Count: 5 }));
    expect(pulledIds(world)).toHaveLength(1);
  });

  test('gets no more than fits into an answer, but one at least', () => {
    const world = scene(new World(tenant({ 'max-userdata-size': 1_048_576 })));
    for (let count = 0; count < 3; count++) submitted(world, { UserData: kv({ x: 'y'.repeat(600_000) }) });
    world.ask('router', RequestPull, pulling({ Count: 3 }));
    expect(pulledIds(world)).toHaveLength(1);
  });

  test('from a queue takes from its views in their order', () => {
    const world = scene();
    submitted(world, { Queue: 'sorted' });
    world.ask('router', RequestPull, pulling({ ViewId: undefined, Queue: 'sorted' }));
    expect(pulledIds(world)).toHaveLength(1);
  });

  test('waits for something to come, and others do not', () => {
    const world = scene();
    const first = world.ask('router', RequestPull, pulling());
    const second = world.ask('router', RequestPull, pulling());
    expect(world.lines()).toEqual([]);
    const id = submitted(world);
    expect(world.lines()).toEqual([
      'EventAck → media',
      'EventInteractionSubmitted → Rep',
      'EventPlacedInQueue → Rep',
      'EventTakenFromQueue → Rep',
      'EventPartyAdded → Rep',
      'EventPulledInteractions → router',
    ]);
    expect(world.interaction(id).place.kind).toBe('router');
    submitted(world);
    expect(world.answerTo(second).line).toBe('EventPulledInteractions → router');
    expect(() => world.answerTo(first)).toThrow('no answer');
  });

  test('ends empty after pull-hold-timeout', () => {
    const world = scene();
    const reference = world.ask('router', RequestPull, pulling());
    world.pass(10 * SECOND - 1);
    expect(world.lines()).toEqual([]);
    world.pass(1);
    expect(world.answerTo(reference)).toMatchObject({
      event: EventPulledInteractions,
      attributes: { Interactions: [] },
    });
    expect(world.state.timers.size).toBe(0);
  });

  test('ends empty at once with pull-hold-timeout 0', () => {
    const world = scene(new World(tenant({ 'pull-hold-timeout': 0 })));
    world.ask('router', RequestPull, pulling());
    expect(world.lines()).toEqual(['EventPulledInteractions → router']);
  });

  test('that waits gets what time alone brings into view', () => {
    const world = scene(new World(tenant({ 'pull-hold-timeout': 100 })));
    const id = submitted(world, { Queue: 'sorted' });
    world.pass(25 * SECOND);
    world.ask('router', RequestPull, pulling({ ViewId: 'sorted/old' }));
    world.forget();
    world.pass(5 * SECOND);
    expect(pulledIds(world)).toEqual([]);
    world.pass(2);
    expect(pulledIds(world)).toEqual([id]);
  });

  test('that waits gets what a change of properties brings into view', () => {
    const world = scene();
    world.ask('router', RequestPull, pulling({ ViewId: 'sorted/gold' }));
    const id = submitted(world, { Queue: 'sorted' });
    expect(pulledIds(world)).toEqual([]);
    world.ask('router', RequestPull, pulling({ ViewId: 'sorted/gold' }));
    submitted(world, { Queue: 'sorted', UserData: kv({ Segment: 'gold' }) });
    expect(pulledIds(world)).not.toContain(id);
    expect(pulledIds(world)).toHaveLength(1);
  });

  test('finds what time alone has brought into view a moment ago', () => {
    const world = scene();
    const id = submitted(world, { Queue: 'sorted' });
    world.now += 30 * SECOND + 1;
    world.ask('desk', RequestPull, { ViewId: 'sorted/old' });
    expect(pulledIds(world)).toEqual([id]);
  });

  test('of a view that was found empty waits for default-view-freeze-interval', () => {
    const world = scene(new World(tenant({ 'default-view-freeze-interval': 2 })));
    world.ask('router', RequestPull, pulling());
    world.pass(SECOND);
    const id = submitted(world);
    world.forget();
    world.pass(SECOND - 1);
    expect(world.lines()).toEqual([]);
    world.pass(1);
    expect(pulledIds(world)).toEqual([id]);
  });

  test('is refused when a client has too many waiting', () => {
    const world = scene();
    for (let count = 0; count < 1000; count++) world.ask('router', RequestPull, pulling());
    const answer = world.answerTo(world.ask('router', RequestPull, pulling()));
    expect(answer.attributes['ErrorCode']).toBe(1006);
  });
});

describe('limits of what is in routing', () => {
  const submitter = { Extension: kv({ submitter: 'in' }) };

  test('of a submitter: what is beyond waits for a place', () => {
    const world = scene();
    for (let count = 0; count < 4; count++) submitted(world);
    world.forget();
    world.ask('router', RequestPull, pulling({ ...submitter, Count: 9 }));
    const [first] = pulledIds(world);
    expect(pulledIds(world)).toHaveLength(2);
    const refused = world.answerTo(world.ask('router', RequestPull, pulling(submitter)));
    expect(refused.attributes).toMatchObject({ ErrorCode: 1512 });
    world.ask('router', RequestStopProcessing, { InteractionId: first });
    world.forget();
    world.ask('router', RequestPull, pulling({ ...submitter, Count: 9 }));
    expect(pulledIds(world)).toHaveLength(1);
  });

  test('reached by one waiting pull, the next is refused', () => {
    const world = scene(new World(tenant({}, { routers: [{ name: 'router', maxSubmitted: 1 }] })));
    const first = world.ask('router', RequestPull, pulling());
    const second = world.ask('router', RequestPull, pulling());
    submitted(world);
    expect(world.answerTo(first).event).toBe(EventPulledInteractions);
    submitted(world);
    expect(world.answerTo(second).attributes['ErrorCode']).toBe(1512);
  });

  test('of a strategy without a submitter: default-max-submitted-per-strategy', () => {
    const world = scene(new World(tenant({ 'default-max-submitted-per-strategy': 1 })));
    submitted(world);
    submitted(world);
    world.ask('router', RequestPull, pulling({ Count: 2 }));
    expect(pulledIds(world)).toHaveLength(1);
  });

  test('of a rate: so many in one second', () => {
    const submitters = [
      { name: 'in', view: 'in', strategy: 'route', routerKind: 'routing-engine', maxSubmissionRate: 2 },
    ];
    const world = scene(new World(tenant({}, { submitters })));
    for (let count = 0; count < 4; count++) submitted(world);
    world.forget();
    world.ask('router', RequestPull, pulling({ ...submitter, Count: 4 }));
    expect(pulledIds(world)).toHaveLength(2);
    const refused = world.answerTo(world.ask('router', RequestPull, pulling(submitter)));
    expect(refused.attributes).toMatchObject({ ErrorCode: 1513 });
    world.pass(SECOND);
    world.forget();
    world.ask('router', RequestPull, pulling({ ...submitter, Count: 4 }));
    expect(pulledIds(world)).toHaveLength(2);
  });
});

describe('a router session', () => {
  test('is taken over by a client of the same name and type', () => {
    const world = scene();
    const id = routed(world);
    world.ask('router', RequestPull, pulling());
    world.forget();
    world.register('router', 'Routing engine');
    expect(world.lines()).toEqual(['EventError → router', 'EventAck → router#4']);
    expect(world.closed).toEqual(['router']);
    world.ask('router', RequestPlaceInQueue, { InteractionId: id, Queue: 'out' });
    expect(world.interaction(id).queue).toBe('out');
    submitted(world);
    expect(world.said.some(({ event }) => event === EventPulledInteractions)).toBe(false);
  });

  test('is not taken over by a client of another type', () => {
    const world = scene();
    const id = routed(world);
    world.register('router', 'Universal router');
    expect(world.closed).toEqual([]);
    world.ask('router', RequestPlaceInQueue, { InteractionId: id, Queue: 'out' });
    expect(last(world, EventError).attributes['ErrorCode']).toBe(1501);
  });

  test('survives its connection for the restore time, and keeps what it holds', () => {
    const world = scene();
    const id = routed(world);
    world.disconnect('router');
    world.pass(59 * SECOND);
    world.register('router', 'Routing engine');
    world.pass(59 * SECOND);
    world.ask('router', RequestGetSessionInteractions, {});
    expect(last(world, EventSessionInteractions).attributes['Interactions']).toEqual([
      { InteractionId: id, Strategy: 'route', Queue: 'in', View: 'in', Invited: 0 },
    ]);
  });

  test('without interactions ends with its connection', () => {
    const world = scene();
    world.ask('router', RequestPull, pulling());
    world.disconnect('router');
    expect(world.state.routers.size).toBe(0);
    submitted(world);
    expect(world.said.some(({ event }) => event === EventPulledInteractions)).toBe(false);
  });

  test('that is lost while it invites: the agent hears of it', () => {
    const world = scene(new World(tenant({ 'delivering-timeout': 600 })));
    const { id } = offered(world);
    world.disconnect('router');
    world.pass(60 * SECOND);
    expect(world.lines()).toEqual([
      'EventRevoked → desk',
      'EventRevoked → Rep',
      'EventPartyRemoved → Rep',
      'EventPlacedInQueue → Rep',
      'EventCurrentAgentStatus → desk',
    ]);
    expect(world.interaction(id).invitations).toEqual([]);
    expect(world.state.routers.size).toBe(0);
  });

  test('tells what it holds by pages', () => {
    const world = scene(
      new World(tenant({ 'default-max-submitted-per-strategy': 3000, 'default-max-submitted-per-router': 3000 })),
    );
    for (let count = 0; count < 1500; count++) submitted(world);
    world.ask('router', RequestPull, pulling({ Count: 1000 }));
    world.ask('router', RequestPull, pulling({ Count: 1000 }));
    world.ask('router', RequestGetSessionInteractions, {});
    const first = last(world, EventSessionInteractions).attributes;
    expect(first['Interactions']).toHaveLength(1000);
    world.ask('router', RequestGetSessionInteractions, { StartAfter: first['Next'] });
    const second = last(world, EventSessionInteractions).attributes;
    expect(second['Interactions']).toHaveLength(500);
    expect(second['Next']).toBeUndefined();
  });
});

test("an invitation that a router's own decision ends is revoked", () => {
  const world = scene();
  const { id, delivery } = offered(world);
  world.ask('router', RequestPlaceInQueue, { InteractionId: id, Queue: 'out' });
  expect(world.answerTo(delivery).attributes).toMatchObject({ ErrorCode: 1508, Extension: { InRouting: 0 } });
  expect(world.lines()).toEqual([
    'EventAck → router',
    'EventPartyRemoved → Rep',
    'EventPlacedInQueue → Rep',
    'EventRevoked → Rep',
    'EventRevoked → desk',
    'EventError → router',
    'EventCurrentAgentStatus → desk',
  ]);
});

test('a return to the same queue keeps the place in line, a move to another does not', () => {
  const world = scene();
  const id = routed(world);
  const { movedToQueueAt } = world.interaction(id);
  world.pass(5 * SECOND);
  world.ask('router', RequestPlaceInQueue, { InteractionId: id, Queue: 'in' });
  expect(world.interaction(id)).toMatchObject({ movedToQueueAt, placedInQueueAt: world.now });
  world.pass(5 * SECOND);
  world.ask('media', RequestPlaceInQueue, { InteractionId: id, Queue: 'out' });
  expect(world.interaction(id)).toMatchObject({ movedToQueueAt: world.now, placedInQueueAt: world.now });
});

test('every InteractionId is 16 of 0-9 A-Z, rises, and is not one that is taken', () => {
  const world = scene();
  const taken = '0007000000000002';
  submitted(world, { InteractionId: taken });
  expect([submitted(world), submitted(world)]).toEqual(['0007000000000001', '0007000000000003']);
});
