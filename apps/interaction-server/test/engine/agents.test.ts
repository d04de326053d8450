import {
  EventAgentLogin,
  EventCurrentAgentStatus,
  EventForcedAgentStateChange,
  EventInvite,
  RequestAccept,
  RequestAddMedia,
  RequestAgentLogin,
  RequestAgentLogout,
  RequestCancelNotReadyForMedia,
  RequestChangeAgentStateReason,
  RequestChangeMediaStateReason,
  RequestDeliver,
  RequestDoNotDisturbOff,
  RequestDoNotDisturbOn,
  RequestNotReadyForMedia,
  RequestPlaceInQueue,
  RequestPull,
  RequestRemoveMedia,
  RequestStopProcessing,
  RequestSubmit,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { capacityLeft } from '../../src/engine/agent-load.ts';
import type { Agent } from '../../src/state/agent.ts';
import { handled, last, login, offered, routed, scene, submission, submitted } from './scene.ts';
import { tenant } from './tenant.ts';
import { opened, World } from './world.ts';

const SECOND = 1000;

function agent(world: World, agentId = 'A1'): Agent {
  const [found] = world.state.agents.get(agentId) ?? [];
  if (found === undefined) throw new Error(`${agentId} is not logged in`);
  return found;
}

function status(world: World): Readonly<Record<string, unknown>> {
  const { MediaStateList, MediaCapacityList, DonotDisturb } = last(world, EventCurrentAgentStatus).attributes;
  return {
    media: Object.fromEntries(MediaStateList as ReadonlyMap<string, number>),
    capacity: Object.fromEntries(MediaCapacityList as ReadonlyMap<string, number>),
    doNotDisturb: DonotDisturb,
  };
}

describe('requests about media', () => {
  const REASON = { ReasonSystemName: 'Lunch' };

  test.each([
    [RequestNotReadyForMedia, 'EventNotReadyForMedia', { email: 1, chat: 0 }],
    [RequestCancelNotReadyForMedia, 'EventReadyForMedia', { email: 1, chat: 1 }],
    [RequestChangeMediaStateReason, 'EventMediaStateReasonChanged', { email: 1, chat: 1 }],
    [RequestRemoveMedia, 'EventMediaRemoved', { email: 1 }],
  ] as const)('$name', (message, event, media) => {
    const world = scene();
    world.ask('desk', message, { MediaTypeName: 'chat', Reason: REASON });
    expect(status(world)['media']).toEqual(media);
    const said = world.take();
    expect(said.map(({ line }) => line)).toEqual([
      'EventAck → desk',
      `${event} → Rep`,
      'EventCurrentAgentStatus → desk',
    ]);
    expect(said[1]?.attributes).toEqual({
      TenantId: 'tenant-1',
      AgentId: 'A1',
      PlaceId: 'P1',
      MediaTypeName: 'chat',
      Reason: REASON,
    });
    expect(world.rows).toEqual(['agent saved A1 P1']);
  });

  test('RequestAddMedia: the media is ready', () => {
    const world = new World();
    world.register('desk', 'Agent application');
    login(world, 'desk', 'A1', 'P1', {});
    world.forget();
    world.ask('desk', RequestAddMedia, { MediaTypeName: 'chat' });
    expect(status(world)['media']).toEqual({ chat: 1 });
    expect(world.lines()).toEqual(['EventAck → desk', 'EventMediaAdded → Rep', 'EventCurrentAgentStatus → desk']);
  });

  test('the reason is kept with the media', () => {
    const world = scene();
    world.ask('desk', RequestNotReadyForMedia, { MediaTypeName: 'chat', Reason: REASON });
    const media = agent(world).session.media.find(({ name }) => name === 'chat');
    expect(opened(media?.reason)).toEqual(REASON);
  });

  test.each([
    [RequestDoNotDisturbOn, 'EventDoNotDisturbOn', 1],
    [RequestDoNotDisturbOff, 'EventDoNotDisturbOff', 0],
    [RequestChangeAgentStateReason, 'EventAgentStateReasonChanged', 0],
  ] as const)('$name', (message, event, doNotDisturb) => {
    const world = scene();
    world.ask('desk', message, { Reason: REASON });
    expect(status(world)['doNotDisturb']).toBe(doNotDisturb);
    expect(opened(agent(world).session.reason)).toEqual(REASON);
    expect(world.lines()).toEqual(['EventAck → desk', `${event} → Rep`, 'EventCurrentAgentStatus → desk']);
  });
});

describe('capacity', () => {
  // The rule of A1: (2 e-mails and a chat) or 3 e-mails.
  test.each([
    [0, 0, { email: 3, chat: 1 }],
    [1, 0, { email: 2, chat: 1 }],
    [2, 0, { email: 1, chat: 1 }],
    [3, 0, { email: 0, chat: 0 }],
    [0, 1, { email: 2, chat: 0 }],
    [1, 1, { email: 1, chat: 0 }],
    [2, 1, { email: 0, chat: 0 }],
  ])('of one who has %i e-mails and %i chats', (emails, chats, left) => {
    const world = scene();
    for (let count = 0; count < emails + chats; count++) {
      submitted(world, { MediaType: count < emails ? 'email' : 'chat' });
      world.ask('desk', RequestPull, { ViewId: 'in' });
    }
    const one = agent(world);
    expect({ email: capacityLeft(world.state, one, 'email'), chat: capacityLeft(world.state, one, 'chat') }).toEqual(
      left,
    );
    expect(capacityLeft(world.state, one, 'fax')).toBe(0);
  });

  test('without a rule: one of each media', () => {
    const world = scene();
    world.register('desk 2', 'Agent application');
    login(world, 'desk 2', 'A2', 'P2');
    submitted(world);
    world.ask('desk 2', RequestPull, { ViewId: 'in' });
    const one = agent(world, 'A2');
    expect([capacityLeft(world.state, one, 'email'), capacityLeft(world.state, one, 'chat')]).toEqual([0, 1]);
  });

  test('of the place or the tenant, where the agent has no rule of its own', () => {
    const members = {
      capacityRules: [
        { name: 'mixed', media: { email: 9 } },
        { name: 'place', media: { email: 5 } },
        { name: 'tenant', media: { email: 7 } },
      ],
      tenant: { id: 'tenant-1', sid: '100', capacityRule: 'tenant' },
      places: [{ name: 'P1', capacityRule: 'place' }, { name: 'P2' }],
    };
    const world = new World(tenant({}, members));
    world.register('a', 'Agent application');
    world.register('b', 'Agent application');
    login(world, 'a', 'A2', 'P1');
    expect(capacityLeft(world.state, agent(world, 'A2'), 'email')).toBe(5);
    login(world, 'b', 'A1', 'P2');
    expect(capacityLeft(world.state, agent(world), 'email')).toBe(9);
    world.disconnect('a');
    world.pass(10 * SECOND);
    world.register('a', 'Agent application');
    world.disconnect('b');
    world.pass(10 * SECOND);
    login(world, 'a', 'A2', 'P2');
    expect(capacityLeft(world.state, agent(world, 'A2'), 'email')).toBe(7);
  });

  test('is told to the agent when it changes, and only then', () => {
    const world = scene();
    const { id, ticket } = offered(world);
    expect(capacityLeft(world.state, agent(world), 'email')).toBe(2);
    world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticket });
    expect(world.said.some(({ event }) => event === EventCurrentAgentStatus)).toBe(false);
    world.ask('desk', RequestStopProcessing, { InteractionId: id });
    expect(status(world)['capacity']).toEqual({ email: 3, chat: 1 });
  });
});

describe('a second login of one agent', () => {
  test('at the same place takes the session over', () => {
    const world = scene();
    const id = handled(world);
    world.register('desk', 'Agent application');
    world.forget();
    login(world, 'desk', 'A1', 'P1', { email: 1 });
    expect(world.lines()).toEqual([
      'EventError → desk',
      'EventAck → desk#4',
      'EventMediaRemoved → Rep',
      'EventInvite → desk#4',
      'EventCurrentAgentStatus → desk#4',
    ]);
    expect(world.closed).toEqual(['desk']);
    world.ask('desk', RequestPlaceInQueue, { InteractionId: id, Queue: 'out' });
    expect(world.interaction(id).queue).toBe('out');
  });

  test('takes readiness from MediaList, and keeps it without', () => {
    const world = scene();
    world.disconnect('desk');
    world.register('desk', 'Agent application');
    world.ask('desk', RequestAgentLogin, { TenantId: '100', AgentId: 'A1', PlaceId: 'P1' });
    expect(status(world)['media']).toEqual({ email: 1, chat: 1 });
    world.disconnect('desk');
    world.register('desk', 'Agent application');
    world.forget();
    login(world, 'desk', 'A1', 'P1', { email: 0, chat: 1 });
    expect(status(world)['media']).toEqual({ email: 0, chat: 1 });
    expect(world.lines()).toEqual([
      'EventAck → desk#5',
      'EventNotReadyForMedia → Rep',
      'EventCurrentAgentStatus → desk#5',
    ]);
  });

  test('at another place with force-logout: the first is logged out and ended', () => {
    const world = scene(new World(tenant({ 'allow-multiple-agent-connections': 'force-logout' })));
    handled(world);
    world.register('desk 2', 'Agent application');
    world.forget();
    login(world, 'desk 2', 'A1', 'P2');
    expect(last(world, EventForcedAgentStateChange).attributes['AgentStateChangeOperation']).toBe('Logout');
    expect(world.lines()).toEqual([
      'EventForcedAgentStateChange → desk',
      'EventAgentLogout → Rep',
      'EventPartyRemoved → Rep',
      'EventPlacedInQueue → Rep',
      'EventError → desk',
      'EventAgentLogin → Rep',
      'EventAck → desk 2',
      'EventCurrentAgentStatus → desk 2',
    ]);
    expect(world.state.agentCount).toBe(1);
  });

  test('with force-logout of one whose connection is lost: its restore time is over', () => {
    const world = scene(new World(tenant({ 'allow-multiple-agent-connections': 'force-logout' })));
    world.disconnect('desk');
    world.register('desk 2', 'Agent application');
    login(world, 'desk 2', 'A1', 'P2');
    world.forget();
    world.pass(10 * SECOND);
    expect(world.lines()).toEqual([]);
    expect(agent(world).session.placeId).toBe('P2');
  });

  test('at another place with true: both stay, and a delivery chooses one that may have it', () => {
    const world = scene(new World(tenant({ 'allow-multiple-agent-connections': true })));
    world.register('desk 2', 'Agent application');
    login(world, 'desk 2', 'A1', 'P2');
    world.ask('desk', RequestNotReadyForMedia, { MediaTypeName: 'email' });
    world.ask('router', RequestDeliver, { InteractionId: routed(world), AgentId: 'A1' });
    expect(last(world, EventInvite).to).toBe('desk 2');
    world.forget();
    world.ask('router', RequestDeliver, { InteractionId: routed(world), AgentId: 'A1', PlaceId: 'P2' });
    expect(last(world, EventInvite).to).toBe('desk 2');
  });

  test('with agent-login-control=none anyone may log in anywhere, but for who is disabled', () => {
    const world = new World(tenant({ 'agent-login-control': 'none' }));
    world.register('desk', 'Agent application');
    login(world, 'desk', 'A3', 'P1');
    expect(world.state.agentCount).toBe(0);
    login(world, 'desk', 'A77', 'P77');
    expect(last(world, EventAgentLogin).attributes).toMatchObject({ AgentId: 'A77', PlaceId: 'P77' });
    world.register('router', 'Routing engine');
    world.register('media', 'Media server');
    world.ask('router', RequestDeliver, { InteractionId: routed(world), AgentId: 'A77' });
    expect(last(world, EventInvite).to).toBe('desk');
  });
});

describe('login-session-timeout', () => {
  function waiting(): World {
    const world = new World(tenant({ 'login-session-timeout': 60 }));
    world.register('desk', 'Agent application');
    world.register('media', 'Media server');
    world.forget();
    return world;
  }

  test('ends an agent application where nobody logs in', () => {
    const world = waiting();
    world.pass(60 * SECOND);
    expect(world.lines()).toEqual(['EventError → desk']);
    expect(world.closed).toEqual(['desk']);
  });

  test('does not run while somebody is logged in, and starts again with the logout', () => {
    const world = waiting();
    login(world, 'desk', 'A1', 'P1');
    world.pass(60 * SECOND);
    expect(world.closed).toEqual([]);
    world.ask('desk', RequestAgentLogout, {});
    world.pass(60 * SECOND);
    expect(world.closed).toEqual(['desk']);
  });
});

describe('what an agent submitted and never placed', () => {
  function drafted(world: World): string {
    world.ask('desk', RequestSubmit, submission({ Queue: undefined }));
    const [id] = world.state.interactions.keys();
    world.forget();
    return id as string;
  }

  test('stays with the agent over a logout, and is there again', () => {
    const world = scene();
    const id = drafted(world);
    world.disconnect('desk');
    world.pass(5 * SECOND);
    expect(world.lines()).toEqual(['EventAgentLogout → Rep']);
    world.register('desk', 'Agent application');
    world.forget();
    login(world, 'desk', 'A1', 'P2');
    expect(world.lines()).toEqual([
      'EventAgentLogin → Rep',
      'EventAck → desk#4',
      'EventInvite → desk#4',
      'EventCurrentAgentStatus → desk#4',
    ]);
    expect(world.interaction(id).parties).toMatchObject([{ agentId: 'A1', placeId: 'P2' }]);
    world.ask('desk', RequestPlaceInQueue, { InteractionId: id, Queue: 'out' });
    expect(world.interaction(id).place).toEqual({ kind: 'queue', queue: 'out' });
  });

  test('is kept over a restart, too', () => {
    const world = scene();
    const id = drafted(world);
    world.disconnect('desk');
    world.pass(5 * SECOND);
    world.restart();
    world.apply({ kind: 'listening' });
    world.register('desk', 'Agent application');
    login(world, 'desk', 'A1', 'P1');
    expect(agent(world).engaged).toEqual(new Set([world.interaction(id)]));
  });

  test('ends when the handling timer runs out: there is no queue to go back to', () => {
    const world = scene();
    const id = drafted(world);
    world.pass(240 * 60 * SECOND);
    expect(world.lines()).toEqual([
      'EventRevoked → desk',
      'EventPartyRemoved → Rep',
      'EventProcessingStopped → Rep',
      'EventCurrentAgentStatus → desk',
    ]);
    expect(world.database.completed.get(id)?.stopReason).toBe('NowhereToReturn');
  });

  test('goes to the queue that was named instead', () => {
    const world = scene();
    world.ask('desk', RequestSubmit, submission());
    world.forget();
    world.pass(240 * 60 * SECOND);
    expect(world.lines()).toContain('EventPlacedInQueue → Rep');
  });
});
