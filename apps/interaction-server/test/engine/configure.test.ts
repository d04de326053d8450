import { EventPulledInteractions, RequestPlaceInQueue, RequestPull, RequestSubmit } from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { unappliedChanges } from '../../src/engine/configure.ts';
import type { TenantConfiguration } from '../../src/engine/configuration/tenant-configuration.ts';
import { checkInvariants } from './invariants.ts';
import { handled, last, pulling, routed, scene, submission, submitted } from './scene.ts';
import { DOCUMENT, tenant } from './tenant.ts';
import { kv, type World } from './world.ts';

const WITHOUT_OUT = DOCUMENT.queues.filter(({ name }) => name !== 'out');

function configure(world: World, configuration: TenantConfiguration): void {
  world.forget();
  world.apply({ kind: 'configure', configuration });
  checkInvariants(world.state);
}

describe('a queue that is configured no more', () => {
  test('goes at once when it is empty', () => {
    const world = scene();
    configure(world, tenant({}, { queues: WITHOUT_OUT }));
    expect(world.state.queues.has('out')).toBe(false);
    expect(world.state.views.has('out')).toBe(false);
  });

  test('takes nothing more, gives away what it has, and goes with the last', () => {
    const world = scene();
    const id = submitted(world, { Queue: 'out' });
    configure(world, tenant({}, { queues: WITHOUT_OUT }));
    const refused = world.answerTo(world.ask('media', RequestSubmit, submission({ Queue: 'out' })));
    expect(refused.attributes['ErrorCode']).toBe(1301);
    world.ask('router', RequestPull, pulling({ ViewId: 'out' }));
    expect(last(world, EventPulledInteractions).attributes['Interactions']).toHaveLength(1);
    expect(world.state.queues.get('out')?.size).toBe(1);
    world.ask('router', RequestPlaceInQueue, { InteractionId: id, Queue: 'in' });
    checkInvariants(world.state);
    expect(world.state.queues.has('out')).toBe(false);
  });

  test('takes back what comes from it', () => {
    const world = scene();
    const id = submitted(world, { Queue: 'out' });
    world.ask('router', RequestPull, pulling({ ViewId: 'out' }));
    configure(world, tenant({}, { queues: WITHOUT_OUT }));
    world.disconnect('router');
    world.pass(60_000);
    expect(world.interaction(id).place).toEqual({ kind: 'queue', queue: 'out' });
    expect(world.state.views.get('out')?.index.first(world.now)?.id).toBe(id);
  });

  test('is as before when it comes back', () => {
    const world = scene();
    const id = submitted(world, { Queue: 'out' });
    configure(world, tenant({}, { queues: WITHOUT_OUT }));
    configure(world, tenant());
    expect(world.state.queues.get('out')?.removed).toBe(false);
    world.ask('router', RequestPull, pulling({ ViewId: 'out' }));
    expect(world.interaction(id).place.kind).toBe('router');
  });
});

describe('a view', () => {
  const CHANGED = DOCUMENT.queues.map((queue) =>
    queue.name === 'in' ? { name: 'in', views: [{ name: 'in', order: 'priority desc' }] } : queue,
  );

  test('that has changed shows what waits in its new order, and waiting pulls end empty', () => {
    const world = scene();
    const reference = world.ask('router', RequestPull, pulling());
    configure(world, tenant({}, { queues: CHANGED }));
    expect(world.answerTo(reference).attributes).toEqual({ Interactions: [] });
    submitted(world);
    const urgent = submitted(world, { UserData: kv({ Priority: 5 }) });
    configure(world, tenant());
    configure(world, tenant({}, { queues: CHANGED }));
    expect(world.state.views.get('in')?.index.first(world.now)?.id).toBe(urgent);
  });

  test('that has not changed keeps its index and its pulls', () => {
    const world = scene();
    world.ask('router', RequestPull, pulling());
    const { index } = world.state.views.get('in') ?? {};
    configure(world, tenant({ 'delivering-timeout': 7 }));
    expect(world.state.views.get('in')?.index).toBe(index);
    const id = submitted(world);
    expect(world.interaction(id).place.kind).toBe('router');
  });

  test('that is new shows what waited before it', () => {
    const world = scene();
    const id = submitted(world);
    const views = [{ name: 'in' }, { name: 'in/new', order: 'received_at' }];
    const queues = DOCUMENT.queues.map((queue) => (queue.name === 'in' ? { name: 'in', views } : queue));
    configure(world, tenant({}, { queues }));
    world.ask('router', RequestPull, pulling({ ViewId: 'in/new' }));
    expect(world.interaction(id).place.kind).toBe('router');
  });
});

describe('custom properties', () => {
  const SEGMENT_ONLY = tenant({}, { customProperties: [{ key: 'Segment', column: 'segment', type: 'string' }] });

  test('are read again, and rows are written only where a value of a column is another', () => {
    const world = scene();
    const first = submitted(world, { UserData: kv({ Segment: 'gold', Value: 7, Worth: 8 }) });
    const second = submitted(world, { UserData: kv({ Segment: 'gold' }) });
    configure(world, SEGMENT_ONLY);
    expect(world.interaction(first).custom).toEqual(['gold']);
    expect(world.rows).toEqual([]);
    const more = { key: 'Worth', column: 'worth', type: 'number' };
    configure(world, tenant({}, { customProperties: [more, ...DOCUMENT.customProperties] }));
    expect(world.interaction(first).custom).toEqual([8, 'gold', 7, null]);
    expect(world.interaction(second).custom).toEqual([null, 'gold', null, null]);
    expect(world.rows).toEqual([`changed ${first}`]);
  });

  test('views that read them show what they should', () => {
    const world = scene();
    submitted(world, { UserData: kv({ Segment: 'gold' }), Queue: 'sorted' });
    configure(world, SEGMENT_ONLY);
    expect(world.state.views.get('sorted/gold')?.index.size).toBe(1);
  });
});

test('agents hear of their new capacity', () => {
  const world = scene();
  configure(world, tenant({}, { capacityRules: [{ name: 'mixed', media: { email: 9 } }] }));
  const [said] = world.take();
  expect(said?.line).toBe('EventCurrentAgentStatus → desk');
  expect(said?.attributes['MediaCapacityList']).toEqual(
    new Map([
      ['email', 9],
      ['chat', 0],
    ]),
  );
});

test('a submitter that goes and comes back still counts what it has in routing', () => {
  const world = scene();
  submitted(world);
  world.ask('router', RequestPull, pulling({ Extension: kv({ submitter: 'in' }) }));
  configure(world, tenant({}, { submitters: [] }));
  expect(world.state.submitters.size).toBe(0);
  configure(world, tenant());
  expect(world.state.submitters.get('in')?.current).toBe(1);
});

test('timers that run keep their times, new ones get the new', () => {
  const world = scene();
  handled(world);
  const dues = world.state.timers.armed().map(({ due }) => due);
  configure(world, tenant({ 'routing-timeout': 20 }));
  expect(world.state.timers.armed().map(({ due }) => due)).toEqual(dues);
  routed(world);
  expect(world.state.timers.nextDue).toBe(world.now + 20 * 60_000);
});

test('what cannot change while the server runs is named', () => {
  const world = scene();
  expect(unappliedChanges(world.state, tenant())).toEqual([]);
  const other = tenant({}, { tenant: { id: 'tenant-2', sid: '200' } });
  expect(unappliedChanges(world.state, other)).toEqual(['tenant.id', 'tenant.sid']);
});
