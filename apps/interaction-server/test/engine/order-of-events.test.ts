import {
  EventError,
  EventPropertiesChanged,
  RequestAccept,
  RequestAgentLogout,
  RequestChangeProperties,
  RequestDeliver,
  RequestPlaceInQueue,
  RequestPull,
  RequestReject,
  RequestStopProcessing,
  RequestSubmit,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { handled, last, login, offered, pulling, routed, scene, submission, submitted } from './scene.ts';
import { tenant } from './tenant.ts';
import { kv, opened, World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Rows of the table "Order of events" of interactions.md by their names. Each compares all that is said, in order. */
describe('order of events', () => {
  test('media server submits', () => {
    const world = scene();
    world.ask('media', RequestSubmit, submission());
    expect(world.lines()).toEqual(['EventAck → media', 'EventInteractionSubmitted → Rep', 'EventPlacedInQueue → Rep']);
  });

  test('agent submits', () => {
    const world = scene();
    world.ask('desk', RequestSubmit, submission({ Queue: undefined }));
    expect(world.lines()).toEqual([
      'EventAck → desk',
      'EventInteractionSubmitted → Rep',
      'EventPartyAdded → Rep',
      'EventCurrentAgentStatus → desk',
    ]);
  });

  test('a router takes it', () => {
    const world = scene();
    submitted(world);
    world.forget();
    world.ask('router', RequestPull, pulling());
    expect(world.lines()).toEqual([
      'EventTakenFromQueue → Rep',
      'EventPartyAdded → Rep',
      'EventPulledInteractions → router',
    ]);
  });

  test('place in queue', () => {
    const world = scene();
    const id = routed(world);
    world.ask('router', RequestPlaceInQueue, { InteractionId: id, Queue: 'out' });
    expect(world.lines()).toEqual(['EventAck → router', 'EventPartyRemoved → Rep', 'EventPlacedInQueue → Rep']);
  });

  test('deliver', () => {
    const world = scene();
    const id = routed(world);
    world.ask('router', RequestDeliver, { InteractionId: id, AgentId: 'A1' });
    expect(world.lines()).toEqual(['EventAgentInvited → Rep', 'EventInvite → desk', 'EventCurrentAgentStatus → desk']);
  });

  test('accept', () => {
    const world = scene();
    const { id, ticket, delivery } = offered(world);
    world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticket });
    expect(world.answerTo(delivery).line).toBe('EventAck → router');
    expect(world.lines()).toEqual([
      'EventAck → desk',
      'EventAccepted → Rep',
      'EventPartyAdded → Rep',
      'EventPartyRemoved → Rep',
      'EventAck → router',
    ]);
    expect(world.interaction(id).place.kind).toBe('agents');
  });

  test('reject', () => {
    const world = scene();
    const { id, ticket, delivery } = offered(world);
    world.ask('desk', RequestReject, { InteractionId: id, TicketId: ticket });
    expect(world.answerTo(delivery).attributes).toMatchObject({ ErrorCode: 1506, Extension: { InRouting: 1 } });
    expect(world.lines()).toEqual([
      'EventAck → desk',
      'EventRejected → Rep',
      'EventError → router',
      'EventCurrentAgentStatus → desk',
    ]);
    expect(world.interaction(id).place.kind).toBe('router');
  });

  test('no answer in time', () => {
    const world = scene();
    const { id, delivery } = offered(world);
    world.pass(30 * SECOND - 1);
    expect(world.lines()).toEqual([]);
    world.pass(1);
    expect(world.answerTo(delivery).attributes).toMatchObject({ ErrorCode: 1507, Extension: { InRouting: 0 } });
    expect(world.lines()).toEqual([
      'EventRevoked → desk',
      'EventRevoked → Rep',
      'EventPartyRemoved → Rep',
      'EventPlacedInQueue → Rep',
      'EventError → router',
      'EventCurrentAgentStatus → desk',
    ]);
    expect(world.interaction(id).queue).toBe('in');
  });

  test('no answer in time, with not-ready-on-invitation-timeout', () => {
    const world = scene(new World(tenant({ 'not-ready-on-invitation-timeout': true })));
    offered(world);
    world.pass(30 * SECOND);
    expect(world.lines()).toEqual([
      'EventRevoked → desk',
      'EventRevoked → Rep',
      'EventPartyRemoved → Rep',
      'EventPlacedInQueue → Rep',
      'EventError → router',
      'EventForcedAgentStateChange → desk',
      'EventNotReadyForMedia → Rep',
      'EventCurrentAgentStatus → desk',
    ]);
    expect(world.rows).toContain('agent saved A1 P1');
  });

  test('pull by an agent', () => {
    const world = scene();
    submitted(world);
    world.forget();
    world.ask('desk', RequestPull, { Queue: 'in' });
    expect(world.lines()).toEqual([
      'EventTakenFromQueue → Rep',
      'EventPartyAdded → Rep',
      'EventPulledInteractions → desk',
      'EventCurrentAgentStatus → desk',
    ]);
  });

  test('handling timer', () => {
    const world = scene();
    const id = handled(world);
    world.pass(239 * MINUTE);
    world.ask('desk', RequestChangeProperties, { InteractionId: id, ChangedProperties: kv({ Note: 'working on it' }) });
    world.forget();
    world.pass(239 * MINUTE);
    expect(world.lines()).toEqual([]);
    world.pass(MINUTE);
    expect(world.lines()).toEqual([
      'EventRevoked → desk',
      'EventPartyRemoved → Rep',
      'EventPlacedInQueue → Rep',
      'EventCurrentAgentStatus → desk',
    ]);
  });

  test('change properties', () => {
    const world = scene();
    world.register('media', 'Media server', true);
    const id = routed(world);
    world.ask('media', RequestChangeProperties, { InteractionId: id, AddedProperties: kv({ Subject: 'again' }) });
    expect(opened(last(world, EventPropertiesChanged).attributes['AddedProperties'])).toEqual({ Subject: 'again' });
    expect(world.lines()).toEqual([
      'EventAck → media#4',
      'EventPropertiesChanged → router',
      'EventPropertiesChanged → Rep',
    ]);
    world.ask('router', RequestChangeProperties, { InteractionId: id, DeletedProperties: ['Subject'] });
    expect(world.lines()).toEqual([
      'EventAck → router',
      'EventPropertiesChanged → media#4',
      'EventPropertiesChanged → Rep',
    ]);
  });

  test('stop', () => {
    const world = scene();
    const { id, ticket } = offered(world);
    world.ask('router', RequestStopProcessing, { InteractionId: id, Reason: { ReasonSystemName: 'Spam' } });
    expect(last(world, EventError).attributes).toMatchObject({ ErrorCode: 1508, Extension: { InRouting: 0 } });
    expect(world.lines()).toEqual([
      'EventAck → router',
      'EventPartyRemoved → Rep',
      'EventProcessingStopped → Rep',
      'EventRevoked → desk',
      'EventError → router',
      'EventCurrentAgentStatus → desk',
    ]);
    expect(world.state.stopped.get(id)?.stopReason).toBe('Spam');
    world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticket });
    expect(last(world, EventError).attributes).toMatchObject({ ErrorCode: 43 });
  });

  test('stop by another than the party', () => {
    const world = scene();
    const id = handled(world);
    world.ask('media', RequestStopProcessing, { InteractionId: id });
    expect(world.lines()).toEqual([
      'EventAck → media',
      'EventPartyRemoved → Rep',
      'EventProcessingStopped → Rep',
      'EventRevoked → desk',
      'EventCurrentAgentStatus → desk',
    ]);
  });

  test('media server marks it offline', () => {
    const world = scene();
    const id = submitted(world, { IsOnline: 1, MediaType: 'chat' });
    world.forget();
    world.ask('media', RequestChangeProperties, { InteractionId: id, ChangedProperties: kv({ IsOnline: 0 }) });
    expect(world.lines()).toEqual(['EventAck → media', 'EventPropertiesChanged → Rep']);
    expect(world.interaction(id)).toMatchObject({ isOnline: false, abandonedAt: world.now });
  });

  test('agent login', () => {
    const world = new World();
    world.register('desk', 'Agent application');
    world.forget();
    login(world, 'desk', 'A1', 'P1');
    expect(world.lines()).toEqual(['EventAgentLogin → Rep', 'EventAck → desk', 'EventCurrentAgentStatus → desk']);
  });

  test('agent logout: what it was offered or handles goes back', () => {
    const world = scene();
    const first = handled(world);
    const { id } = offered(world);
    world.ask('desk', RequestAgentLogout, {});
    expect(world.lines()).toEqual([
      'EventAck → desk',
      'EventAgentLogout → Rep',
      'EventPartyRemoved → Rep',
      'EventPlacedInQueue → Rep',
      'EventRevoked → Rep',
      'EventPartyRemoved → Rep',
      'EventPlacedInQueue → Rep',
      'EventError → router',
    ]);
    expect([world.interaction(first).place, world.interaction(id).place]).toEqual([
      { kind: 'queue', queue: 'in' },
      { kind: 'queue', queue: 'in' },
    ]);
  });

  test('agent connection lost, not back in time', () => {
    const world = scene();
    const id = handled(world);
    world.disconnect('desk');
    world.pass(5 * SECOND - 1);
    expect(world.lines()).toEqual([]);
    world.pass(1);
    expect(world.lines()).toEqual(['EventAgentLogout → Rep', 'EventPartyRemoved → Rep', 'EventPlacedInQueue → Rep']);
    expect(world.interaction(id).place.kind).toBe('queue');
    expect(world.rows).toContain('agent removed A1 P1');
  });

  test('agent connection lost, back in time', () => {
    const world = scene();
    const first = handled(world);
    const { id, ticket } = offered(world);
    world.disconnect('desk');
    world.pass(4 * SECOND);
    world.register('desk', 'Agent application');
    world.forget();
    login(world, 'desk', 'A1', 'P1');
    const said = world.take();
    expect(said.map(({ line }) => line)).toEqual([
      'EventAck → desk#4',
      'EventInvite → desk#4',
      'EventInvite → desk#4',
      'EventCurrentAgentStatus → desk#4',
    ]);
    expect(said[1]?.attributes['Operation']).toBe('Restore');
    expect(said[2]?.attributes).toMatchObject({ Operation: 'RouteToAgent', TicketId: ticket });
    world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticket });
    expect(world.interaction(first).parties).toHaveLength(1);
    expect(world.interaction(id).place.kind).toBe('agents');
  });

  test('router connection lost', () => {
    const world = scene();
    const id = routed(world);
    const { movedToQueueAt } = world.interaction(id);
    world.disconnect('router');
    world.pass(60 * SECOND - 1);
    expect(world.lines()).toEqual([]);
    world.pass(1);
    expect(world.lines()).toEqual(['EventPartyRemoved → Rep', 'EventPlacedInQueue → Rep']);
    expect(world.interaction(id)).toMatchObject({ movedToQueueAt, placedInQueueAt: world.now });
  });

  test('routing timer', () => {
    const world = scene();
    const id = routed(world);
    world.pass(720 * MINUTE - 1);
    expect(world.lines()).toEqual([]);
    world.pass(1);
    expect(world.lines()).toEqual(['EventRevoked → router', 'EventPartyRemoved → Rep', 'EventPlacedInQueue → Rep']);
    expect(world.interaction(id).place).toEqual({ kind: 'queue', queue: 'in' });
  });
});
