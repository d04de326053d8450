import {
  EventError,
  EventPartyRemoved,
  RequestAccept,
  RequestAgentLogin,
  RequestDeliver,
  RequestSubmit,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { nextDue } from '../../src/engine/apply.ts';
import { recoverAgent } from '../../src/engine/recover.ts';
import { handled, last, login, offered, routed, scene, submission, submitted } from './scene.ts';
import { kept } from './snapshot.ts';
import { DOCUMENT, tenant } from './tenant.ts';
import { kv, World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function restarted(world: World, configuration = tenant()): World {
  world.restart(configuration);
  world.forget();
  return world;
}

test('what was saved is all there again', () => {
  const world = scene();
  submitted(world, { UserData: kv({ Segment: 'gold', Priority: 3 }), Queue: 'sorted' });
  routed(world);
  handled(world);
  offered(world);
  const before = kept(world.state);
  restarted(world);
  expect(kept(world.state)).toEqual(before);
});

test('nothing fires before the server listens', () => {
  const world = scene();
  offered(world);
  restarted(world);
  world.now += 24 * 60 * MINUTE;
  expect(nextDue(world.state)).toBe(Infinity);
  world.apply({ kind: 'due' });
  expect(world.lines()).toEqual([]);
});

describe('after a restart that took long', () => {
  test('invitations and routing that fell due meanwhile end when the restore time is over', () => {
    const world = scene();
    const { id } = offered(world);
    restarted(world);
    world.now += 60 * MINUTE;
    world.apply({ kind: 'listening' });
    world.register('router', 'Routing engine');
    world.register('desk', 'Agent application');
    login(world, 'desk', 'A1', 'P1');
    world.forget();
    world.pass(60 * SECOND - 1);
    expect(world.lines()).toEqual([]);
    world.pass(1);
    expect(world.lines().slice(0, 4)).toEqual([
      'EventRevoked → desk',
      'EventRevoked → Rep',
      'EventPartyRemoved → Rep',
      'EventPlacedInQueue → Rep',
    ]);
    expect(world.interaction(id).queue).toBe('in');
  });

  test('handling timers start again in full', () => {
    const world = scene();
    const id = handled(world);
    restarted(world);
    world.now += 24 * 60 * MINUTE;
    world.apply({ kind: 'listening' });
    world.register('desk', 'Agent application');
    login(world, 'desk', 'A1', 'P1');
    world.pass(240 * MINUTE - 1);
    expect(world.interaction(id).place.kind).toBe('agents');
    world.pass(1);
    expect(world.interaction(id).place.kind).toBe('queue');
  });

  test('agents and routers have restart-restore-timeout to come back', () => {
    const world = scene();
    const first = handled(world);
    const second = routed(world);
    restarted(world);
    world.apply({ kind: 'listening' });
    world.pass(60 * SECOND - 1);
    expect([world.interaction(first).place.kind, world.interaction(second).place.kind]).toEqual(['agents', 'router']);
    world.pass(1);
    expect([world.interaction(first).place.kind, world.interaction(second).place.kind]).toEqual(['queue', 'queue']);
    expect(world.state.agentCount + world.state.routers.size).toBe(0);
  });
});

test('an agent that comes back finds what it handles and what it is offered', () => {
  const world = scene();
  handled(world);
  const { id, ticket } = offered(world);
  restarted(world);
  world.apply({ kind: 'listening' });
  world.register('desk', 'Agent application');
  world.ask('desk', RequestAgentLogin, { TenantId: '100', AgentId: 'A1', PlaceId: 'P1' });
  expect(world.lines()).toEqual([
    'EventAck → desk',
    'EventAck → desk',
    'EventInvite → desk',
    'EventInvite → desk',
    'EventCurrentAgentStatus → desk',
  ]);
  world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticket });
  expect(world.interaction(id).place.kind).toBe('agents');
});

describe('when the server stops in good order', () => {
  test('everything stays where it is', () => {
    const world = scene();
    const id = routed(world);
    world.apply({ kind: 'stopping' });
    expect(world.interaction(id).place.kind).toBe('router');
    expect(world.lines()).toEqual([]);
  });

  test('with reset-states-on-shutdown what is with routers and agents goes back', () => {
    const world = scene(new World(tenant({ 'reset-states-on-shutdown': true })));
    const ids = [handled(world), offered(world).id];
    world.ask('desk', RequestSubmit, submission({ Queue: undefined }));
    world.forget();
    world.apply({ kind: 'stopping' });
    expect(ids.map((id) => world.interaction(id).place.kind)).toEqual(['queue', 'queue']);
    expect([...world.state.interactions.values()].at(-1)?.place.kind).toBe('agents');
    expect(world.lines()).toEqual([
      'EventRevoked → desk',
      'EventPartyRemoved → Rep',
      'EventPlacedInQueue → Rep',
      'EventRevoked → desk',
      'EventRevoked → Rep',
      'EventRevoked → router',
      'EventPartyRemoved → Rep',
      'EventPlacedInQueue → Rep',
      'EventError → router',
      'EventCurrentAgentStatus → desk',
    ]);
  });
});

test('tickets, SubmitSeq and EventSequence go on', () => {
  const world = scene();
  const { ticket } = offered(world);
  const { submitSeq, eventSequence } = world.state.counters;
  restarted(world);
  world.apply({ kind: 'listening' });
  for (const [name, type] of [
    ['media', 'Media server'],
    ['router', 'Routing engine'],
    ['desk', 'Agent application'],
  ] as const) {
    world.register(name, type);
  }
  login(world, 'desk', 'A1', 'P1');
  const id = routed(world);
  world.ask('router', RequestDeliver, { InteractionId: id, AgentId: 'A1' });
  expect(world.interaction(id).submitSeq).toBe(submitSeq + 1);
  expect(world.interaction(id).invitations[0]?.ticket).toBe(ticket + 1);
  expect(world.said.find(({ report }) => report !== undefined)?.report?.sequence).toBeGreaterThan(eventSequence);
  expect(id.startsWith('0008')).toBe(true);
});

test('a queue that is configured no more keeps what is in it, and gives it away by a view of its name', () => {
  const world = scene();
  const id = submitted(world, { Queue: 'out' });
  restarted(world, tenant({}, { queues: DOCUMENT.queues.filter(({ name }) => name !== 'out') }));
  world.apply({ kind: 'listening' });
  expect(world.state.queues.get('out')).toMatchObject({ removed: true, size: 1 });
  expect(world.state.views.get('out')?.index.first(world.now)?.id).toBe(id);
});

test('a custom property that is new gets its values from user data', () => {
  const world = scene(new World(tenant({}, { customProperties: [], queues: [{ name: 'in' }], submitters: [] })));
  const id = submitted(world, { UserData: kv({ Segment: 'gold' }) });
  restarted(world);
  expect(world.interaction(id).custom).toEqual(['gold', null, null]);
});

test('what an agent handles whose session is not in the database goes back', () => {
  const world = scene();
  const id = handled(world);
  world.database.agents.clear();
  restarted(world);
  world.apply({ kind: 'listening' });
  expect(world.interaction(id).place.kind).toBe('queue');
  expect(world.said.some(({ event }) => event === EventPartyRemoved)).toBe(true);
  expect(world.state.leftBehind.size).toBe(0);
});

test('agents are recovered first', () => {
  const world = scene();
  submitted(world);
  const session = {
    agentId: 'A2',
    placeId: 'P2',
    loggedInAt: 0,
    media: [],
    doNotDisturb: false,
    reason: '',
    client: 0,
  };
  expect(() => recoverAgent(world.state, session)).toThrow('before interactions');
});

test('a duplicate that came before the restart is known after it', () => {
  const world = scene();
  const id = submitted(world, { InteractionId: 'AAAAAAAAAAAAAAAA' });
  restarted(world);
  world.apply({ kind: 'listening' });
  world.register('other', 'Media server');
  expect(() => submitted(world, { InteractionId: id }, 'other')).toThrow('1500');
  expect(last(world, EventError).attributes['ErrorCode']).toBe(1500);
});
