import {
  EventInteractionProperties,
  EventPropertiesChanged,
  RequestChangeProperties,
  RequestDeliver,
  RequestGetInteractionProperties,
  RequestStopProcessing,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { needsFacts } from '../../src/engine/needs-facts.ts';
import { handled, last, routed, scene, submitted } from './scene.ts';
import { tenant } from './tenant.ts';
import { kv, opened, START, World } from './world.ts';

function properties(world: World, id: string, from = 'media', facts = {}): Readonly<Record<string, unknown>> {
  world.ask(from, RequestGetInteractionProperties, { InteractionId: id }, facts);
  return opened(last(world, EventInteractionProperties).attributes['Interaction']);
}

describe('the properties of an interaction', () => {
  test('that waits: what is not known is left out', () => {
    const world = scene();
    const id = submitted(world, {
      ExternalId: 'e-1',
      ParentInteractionId: 'p-1',
      IsOnline: 1,
      ReceivedAt: START - 60_000,
      InQueues: kv({ in: '' }),
      UserData: kv({ Priority: 7, Subject: 'Ünïcode' }),
    });
    expect(properties(world, id)).toEqual({
      InteractionId: id,
      TenantId: 'tenant-1',
      ExternalId: 'e-1',
      ParentId: 'p-1',
      MediaType: 'email',
      InteractionType: 'Inbound',
      InteractionSubtype: 'InboundNew',
      InteractionState: 0,
      IsOnline: 1,
      IsLocked: 0,
      IsHeld: 0,
      Queue: 'in',
      SubmittedBy: 'media',
      SubmitSeq: 1,
      ReceivedAt: new Date(START - 60_000),
      SubmittedAt: new Date(START),
      MovedToQueueAt: new Date(START),
      PlacedInQueueAt: new Date(START),
      InQueues: { in: '' },
      Priority: 7,
      UserData: { Priority: 7, Subject: 'Ünïcode' },
    });
  });

  test('that an agent handles', () => {
    const world = scene();
    expect(properties(world, handled(world), 'router')).toMatchObject({
      InteractionState: 3,
      AgentId: 'A1',
      PlaceId: 'P1',
      AssignedTo: 'A1',
      DeliveredAt: new Date(START),
      AssignedAt: new Date(START),
    });
  });

  test('that was stopped a moment ago', () => {
    const world = scene();
    const id = submitted(world);
    world.ask('media', RequestStopProcessing, { InteractionId: id, Reason: { ReasonSystemName: 'Spam' } });
    const kept = { InteractionId: id, TenantId: 'tenant-1', SubmittedBy: 'media', StopReason: 'Spam' };
    expect(properties(world, id)).toEqual({ ...kept, CompletedAt: new Date(START) });
  });

  test('that was stopped long ago are looked up', () => {
    const world = scene();
    const completed = { id: 'AAAAAAAAAAAAAAAA', submittedBy: '', completedAt: START, stopReason: '', retry: null };
    const asked = { InteractionId: completed.id };
    expect(needsFacts(world.state, RequestGetInteractionProperties, asked)).toBe(completed.id);
    expect(needsFacts(world.state, RequestGetInteractionProperties, { InteractionId: 'no id' })).toBeNull();
    expect(properties(world, completed.id, 'media', { completed })).toEqual({
      InteractionId: completed.id,
      TenantId: 'tenant-1',
      CompletedAt: new Date(START),
    });
  });
});

describe('a change of properties', () => {
  test('replaces whole top-level keys and keeps the others', () => {
    const world = scene();
    const id = submitted(world, { UserData: kv({ a: { x: 1, y: 2 }, b: 2, c: 3 }) });
    world.ask('media', RequestChangeProperties, {
      InteractionId: id,
      AddedProperties: kv({ d: 4, b: 20 }),
      ChangedProperties: kv({ a: { z: 3 } }),
      DeletedProperties: ['c', 'unknown'],
    });
    expect(properties(world, id)['UserData']).toEqual({ a: { z: 3 }, b: 20, d: 4 });
    expect(world.rows).toEqual([`created ${id}`, `changed ${id}`]);
  });

  test('sets ExternalId, ParentId and IsOnline, which are no user data', () => {
    const world = scene();
    const id = submitted(world, { ExternalId: 'old', ParentInteractionId: 'old', UserData: kv({ a: 1 }) });
    world.pass(1000);
    const changes = kv({ ExternalId: 'new', IsOnline: true, b: 2 });
    world.ask('media', RequestChangeProperties, {
      InteractionId: id,
      ChangedProperties: changes,
      DeletedProperties: ['ParentId'],
    });
    expect(properties(world, id)).toMatchObject({ ExternalId: 'new', IsOnline: 1, UserData: { a: 1, b: 2 } });
    expect(properties(world, id)).not.toHaveProperty('ParentId');
    expect(properties(world, id)).not.toHaveProperty('AbandonedAt');
  });

  test('AbandonedAt is when IsOnline went to 0', () => {
    const world = scene();
    const id = submitted(world, { IsOnline: 1 });
    const set = (online: 0 | 1): void =>
      void world.ask('media', RequestChangeProperties, {
        InteractionId: id,
        ChangedProperties: kv({ IsOnline: online }),
      });
    world.pass(1000);
    set(0);
    world.pass(1000);
    set(0);
    expect(world.interaction(id).abandonedAt).toBe(START + 1000);
    set(1);
    expect(world.interaction(id).abandonedAt).toBe(0);
  });

  test('of Priority changes the place in line', () => {
    const world = scene();
    const first = submitted(world, { Queue: 'sorted' });
    const second = submitted(world, { Queue: 'sorted' });
    const top = (): string | undefined => world.state.views.get('sorted/all')?.index.first(world.now)?.id;
    expect(top()).toBe(first);
    world.ask('media', RequestChangeProperties, { InteractionId: second, ChangedProperties: kv({ Priority: 5 }) });
    expect(top()).toBe(second);
    world.ask('media', RequestChangeProperties, { InteractionId: second, DeletedProperties: ['Priority'] });
    expect(top()).toBe(first);
  });

  test.each([
    [12, 12],
    [-3, -3],
    [1.5, 0],
    ['7', 0],
    [2n ** 60n, 0],
    [-0, 0],
    [null, 0],
  ])('Priority %s counts as %i', (value, priority) => {
    const world = scene();
    const id = submitted(world, { UserData: kv({ Priority: value }) });
    expect(Object.is(world.interaction(id).priority, priority)).toBe(true);
  });

  test('may make user data smaller that is too large already', () => {
    const world = scene();
    const id = submitted(world, { UserData: kv({ x: 'y'.repeat(30_000), z: 'y'.repeat(1000) }) });
    world.apply({ kind: 'configure', configuration: tenant({ 'max-userdata-size': 2048 }) });
    world.forget();
    world.ask('media', RequestChangeProperties, { InteractionId: id, DeletedProperties: ['z'] });
    expect(world.lines()).toEqual(['EventAck → media', 'EventPropertiesChanged → Rep']);
  });

  test('with a delivery applies before the agent is invited', () => {
    const world = scene();
    const id = routed(world);
    const change = { ChangedProperties: kv({ Segment: 'gold' }) };
    world.ask('router', RequestDeliver, { InteractionId: id, AgentId: 'A1', ...change });
    expect(world.interaction(id).custom[0]).toBe('gold');
    expect(world.rows).toEqual([`changed ${id}`]);
  });

  test('says who made it, when and what', () => {
    const world = scene();
    const id = handled(world);
    world.register('media', 'Media server', true);
    world.forget();
    world.ask('desk', RequestChangeProperties, {
      InteractionId: id,
      ChangedProperties: kv({ a: 1 }),
      Reason: { Reason: 3 },
    });
    const [, told, reported] = world.take();
    expect(told).toMatchObject({ event: EventPropertiesChanged, to: 'media#4' });
    expect(told?.attributes).toMatchObject({
      EventTime: world.now,
      Actor: { AgentId: 'A1', PlaceId: 'P1' },
      Reason: { Reason: 3 },
    });
    expect(opened(told?.attributes['Interaction'])).toMatchObject({ InteractionId: id, UserData: { a: 1 } });
    expect(reported?.report).toMatchObject({ topic: 'interactions', actor: { kind: 'agent', agentId: 'A1' } });
  });
});

describe('a custom property', () => {
  const TIME = Date.UTC(2025, 0, 7, 10);

  test.each([
    ['a text', { Segment: 'gold' }, ['gold', null, null], 0],
    ['a number', { Value: 1.5 }, [null, 1.5, null], 0],
    ['a big integer', { Value: 2n ** 60n }, [null, 2 ** 60, null], 0],
    ['a timestamp', { DueAt: new Date(TIME) }, [null, null, TIME], 0],
    ['RFC 3339', { DueAt: '2025-01-07T11:00:00+01:00' }, [null, null, TIME], 0],
    ['Unix seconds', { DueAt: TIME / 1000 }, [null, null, TIME], 0],
    ['nothing', { Segment: null }, [null, null, null], 0],
    ['what is no text', { Segment: 7 }, [null, null, null], 1],
    ['text with NUL', { Segment: 'a\0b' }, [null, null, null], 1],
    ['text that no index takes', { Segment: 'é'.repeat(1500) }, [null, null, null], 1],
    ['what is no number', { Value: 'seven' }, [null, null, null], 1],
    ['a number without end', { Value: Infinity }, [null, null, null], 1],
    ['what is no time', { DueAt: 'tomorrow' }, [null, null, null], 1],
    ['a time beyond the calendar', { DueAt: 1e15 }, [null, null, null], 1],
  ])('takes %s', (_, data, custom, misfits) => {
    const world = scene();
    const id = submitted(world, { UserData: kv(data) });
    expect(world.interaction(id).custom).toEqual(custom);
    expect(world.state.misfits).toBe(misfits);
  });
});
