import {
  EventAck,
  EventError,
  EventInteractionProperties,
  RequestAccept,
  RequestChangeProperties,
  RequestDeliver,
  RequestGetInteractionProperties,
  RequestPlaceInQueue,
  RequestPull,
  RequestReject,
  RequestStopProcessing,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { needsFacts } from '../../src/engine/needs-facts.ts';
import type { CompletedInteraction } from '../../src/state/interaction.ts';
import { last, pulling, routed, scene, submitted, ticketOf } from './scene.ts';
import { kv, type World } from './world.ts';

const MINUTE = 60_000;
const KEY = { Extension: kv({ RequestKey: 'k1' }) };

function place(world: World, id: string, from: string | number = 'router'): number {
  return world.ask(from, RequestPlaceInQueue, { InteractionId: id, Queue: 'out', ...KEY });
}

function deliver(world: World, id: string): number {
  return world.ask('router', RequestDeliver, { InteractionId: id, AgentId: 'A1', ...KEY });
}

describe('a request with a key that is known', () => {
  test('is answered and not done again', () => {
    const world = scene();
    const id = routed(world);
    place(world, id);
    world.forget();
    place(world, id);
    expect(world.lines()).toEqual(['EventAck → router']);
    expect(world.rows).toEqual([]);
  });

  test('is answered again after the router has come back', () => {
    const world = scene();
    const id = routed(world);
    place(world, id);
    world.disconnect('router');
    world.register('router', 'Routing engine');
    world.forget();
    expect(world.answerTo(place(world, id)).event).toBe(EventAck);
  });

  test("is another's business if another router asks", () => {
    const world = scene();
    world.register('rival', 'Routing engine');
    const id = routed(world);
    place(world, id);
    expect(world.answerTo(place(world, id, 'rival')).attributes['ErrorCode']).toBe(1501);
  });

  test('is refused if the request is another', () => {
    const world = scene();
    const id = routed(world);
    place(world, id);
    const reference = world.ask('router', RequestStopProcessing, { InteractionId: id, ...KEY });
    expect(world.answerTo(reference).attributes).toMatchObject({ ErrorCode: 1509, Extension: { InRouting: 0 } });
  });

  test('is forgotten ten minutes after routing has ended', () => {
    const world = scene();
    const id = routed(world);
    const change = { InteractionId: id, ChangedProperties: kv({ a: 1 }), ...KEY };
    world.ask('router', RequestChangeProperties, change);
    world.pass(60 * MINUTE);
    world.forget();
    expect(world.answerTo(world.ask('router', RequestChangeProperties, change)).event).toBe(EventAck);
    expect(world.rows).toEqual([]);
    world.ask('router', RequestPlaceInQueue, { InteractionId: id, Queue: 'out' });
    world.pass(10 * MINUTE);
    expect(world.answerTo(world.ask('router', RequestChangeProperties, change)).event).toBe(EventAck);
    world.pass(1);
    expect(world.answerTo(world.ask('router', RequestChangeProperties, change)).attributes['ErrorCode']).toBe(1501);
  });

  test('is known after a restart', () => {
    const world = scene();
    const id = routed(world);
    place(world, id);
    world.restart();
    world.apply({ kind: 'listening' });
    world.register('router', 'Routing engine');
    expect(world.answerTo(place(world, id)).event).toBe(EventAck);
  });

  test('is known from the completed row of a stopped interaction', () => {
    const world = scene();
    const id = routed(world);
    const stop = { InteractionId: id, ...KEY };
    world.ask('router', RequestStopProcessing, stop);
    expect(world.answerTo(world.ask('router', RequestStopProcessing, stop)).event).toBe(EventAck);
    // Two generations of memory pass.
    for (let generation = 0; generation < 2; generation++) {
      world.pass(15_000);
      world.apply({ kind: 'due' });
    }
    expect(needsFacts(world.state, RequestStopProcessing, stop)).toBe(id);
    expect(needsFacts(world.state, RequestStopProcessing, { InteractionId: id })).toBeNull();
    const completed = world.database.completed.get(id) as CompletedInteraction;
    expect(world.answerTo(world.ask('router', RequestStopProcessing, stop, { completed })).event).toBe(EventAck);
    expect(
      world.answerTo(world.ask('router', RequestStopProcessing, stop, { completed: null })).attributes,
    ).toMatchObject({ ErrorCode: 43 });
  });

  test('a refused request leaves no key behind: it may succeed later', () => {
    const world = scene();
    const id = routed(world);
    const about = { InteractionId: id, ...KEY };
    expect(world.answerTo(world.ask('router', RequestPlaceInQueue, { ...about, Queue: 'x' })).event).toBe(EventError);
    expect(world.answerTo(world.ask('router', RequestPlaceInQueue, { ...about, Queue: 'out' })).event).toBe(EventAck);
  });
});

describe('a repeated delivery', () => {
  test('waits for the outcome of the open invitation', () => {
    const world = scene();
    const id = routed(world);
    const first = deliver(world, id);
    const ticket = ticketOf(world);
    world.forget();
    const second = deliver(world, id);
    expect(world.lines()).toEqual([]);
    world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticket });
    expect([world.answerTo(first).event, world.answerTo(second).event]).toEqual([EventAck, EventAck]);
  });

  test('of the key of the open invitation by another request is refused', () => {
    const world = scene();
    const id = routed(world);
    deliver(world, id);
    expect(world.answerTo(place(world, id)).attributes['ErrorCode']).toBe(1509);
  });

  test('gets the rejection again, and InRouting as it is now', () => {
    const world = scene();
    const id = routed(world);
    deliver(world, id);
    world.ask('desk', RequestReject, { InteractionId: id, TicketId: ticketOf(world) });
    const error = { ErrorCode: 1506, ErrorDescription: 'the agent rejected it: agent A1' };
    expect(world.answerTo(deliver(world, id)).attributes).toMatchObject({ ...error, Extension: { InRouting: 1 } });
    world.ask('router', RequestPlaceInQueue, { InteractionId: id, Queue: 'out' });
    expect(world.answerTo(deliver(world, id)).attributes).toMatchObject({ ...error, Extension: { InRouting: 0 } });
  });

  test('gets the expiry again', () => {
    const world = scene();
    const id = routed(world);
    deliver(world, id);
    world.pass(30_000);
    expect(world.answerTo(deliver(world, id)).attributes).toMatchObject({
      ErrorCode: 1507,
      Extension: { InRouting: 0 },
    });
  });

  test('gets the acceptance again while the agent handles it, and when it is stopped', () => {
    const world = scene();
    const id = routed(world);
    deliver(world, id);
    world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticketOf(world) });
    expect(world.answerTo(deliver(world, id)).event).toBe(EventAck);
    world.ask('desk', RequestStopProcessing, { InteractionId: id });
    expect(world.answerTo(deliver(world, id)).event).toBe(EventAck);
  });
});

describe('the outcome of a delivery whose router is taken over', () => {
  function takenOver(): { world: World; id: string; ticket: number } {
    const world = scene();
    const id = routed(world);
    deliver(world, id);
    const ticket = ticketOf(world);
    world.register('router', 'Routing engine');
    world.forget();
    return { world, id, ticket };
  }

  test('goes to the successor without a ReferenceId', () => {
    const { world, id, ticket } = takenOver();
    world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticket });
    const ack = world.said.find(({ event, to }) => event === EventAck && to === 'router#4');
    expect(ack).toMatchObject({ referenceId: 0, attributes: { Extension: { InteractionId: id, RequestKey: 'k1' } } });
  });

  test('goes to the successor as an error, too', () => {
    const { world, id, ticket } = takenOver();
    world.ask('desk', RequestReject, { InteractionId: id, TicketId: ticket });
    expect(last(world, EventError)).toMatchObject({
      to: 'router#4',
      referenceId: 0,
      attributes: { ErrorCode: 1506, Extension: { InRouting: 1, InteractionId: id, RequestKey: 'k1' } },
    });
  });

  test("answers the successor's repeated request, and nothing else", () => {
    const { world, id, ticket } = takenOver();
    const repeated = deliver(world, id);
    world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticket });
    const acks = world.said.filter(({ event, to }) => event === EventAck && to === 'router#4');
    expect(acks.map(({ referenceId }) => referenceId)).toEqual([repeated]);
  });

  test('is kept for a successor that comes later', () => {
    const world = scene();
    const id = routed(world);
    deliver(world, id);
    const ticket = ticketOf(world);
    world.disconnect('router');
    world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticket });
    world.register('router', 'Routing engine');
    world.forget();
    expect(world.answerTo(deliver(world, id)).event).toBe(EventAck);
  });
});

test('a key does not make a question special', () => {
  const world = scene();
  const id = routed(world);
  place(world, id);
  const reference = world.ask('router', RequestGetInteractionProperties, { InteractionId: id, ...KEY });
  expect(world.answerTo(reference).event).toBe(EventInteractionProperties);
});

test("a key does not make a pull or an agent's request special", () => {
  const world = scene();
  submitted(world);
  const extension = kv({ RequestKey: 'k1', 'pull-for-strategy': 'route' });
  world.ask('router', RequestPull, pulling({ Extension: extension }));
  world.forget();
  world.ask('router', RequestPull, pulling({ Extension: extension }));
  expect(world.state.routers.get('Routing engine/router')?.pulls.size).toBe(1);
});
