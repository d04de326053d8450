import { RequestAccept, RequestDeliver } from '@ixn/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TimerHeap } from '../../src/engine/timer-heap.ts';
import { createTimer, type Timer, type ViewTimer } from '../../src/state/timer.ts';
import { routed, scene, ticketOf } from './scene.ts';
import { tenant } from './tenant.ts';
import { kv, World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('precedence of durations', () => {
  const MEDIA = [
    { name: 'email', options: { 'delivering-timeout': 20, 'handling-timeout': 10, 'routing-timeout': 30 } },
    { name: 'chat' },
  ];

  /** ms from now until the timer of a kind falls due. */
  function left(world: World, kind: Timer['kind']): number {
    const timer = world.state.timers.armed().find((armed) => armed.kind === kind);
    return (timer?.due ?? NaN) - world.now;
  }

  test.each([
    ["the server's option", 'chat', {}, [40, 50, 60]],
    ["the media type's option", 'email', {}, [20, 10, 30]],
    ['the user data', 'email', { 'delivering-timeout': 5, 'handling-timeout': 6, 'routing-timeout': 25 }, [5, 6, 25]],
    ['the user data as text', 'email', { 'delivering-timeout': '5' }, [5, 10, 30]],
    [
      'the next, for a value out of range',
      'email',
      { 'delivering-timeout': 0, 'handling-timeout': 1441, 'routing-timeout': 19 },
      [20, 10, 30],
    ],
    [
      'the next, for a value of another type',
      'email',
      { 'delivering-timeout': [5], 'handling-timeout': 'soon', 'routing-timeout': null },
      [20, 10, 30],
    ],
  ])('%s', (_, media, data, [delivering, handling, routing]) => {
    const settings = { 'delivering-timeout': 40, 'handling-timeout': 50, 'routing-timeout': 60 };
    const world = scene(new World(tenant(settings, { mediaTypes: MEDIA })));
    const id = routed(world, { MediaType: media, UserData: kv(data) });
    expect(left(world, 'routing')).toBe((routing as number) * MINUTE);
    world.ask('router', RequestDeliver, { InteractionId: id, AgentId: 'A1' });
    expect(left(world, 'delivering')).toBe((delivering as number) * SECOND);
    world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticketOf(world) });
    expect(left(world, 'handling')).toBe((handling as number) * MINUTE);
  });
});

test('a clock that goes back stands still', () => {
  const world = scene();
  const id = routed(world);
  world.now -= 5000;
  world.apply({ kind: 'due' });
  expect(world.state.now).toBe(world.now + 5000);
  expect(world.interaction(id).place.kind).toBe('router');
});

test('one command fires so many timers, the rest with the next', () => {
  const world = scene(new World(tenant({ 'pull-hold-timeout': 1 })));
  const timers = Array.from({ length: 1500 }, () => createTimer<ViewTimer>('view-advance', firstView(world), null));
  for (const timer of timers) world.state.timers.arm(timer, world.now);
  world.apply({ kind: 'due' });
  expect(timers.filter(({ position }) => position >= 0)).toHaveLength(500);
  world.apply({ kind: 'due' });
  expect(timers.filter(({ position }) => position >= 0)).toHaveLength(0);
});

function firstView(world: World): ViewTimer['subject'] {
  const [view] = world.state.views.values();
  if (view === undefined) throw new Error('no view');
  return view;
}

test('the heap gives what is due in order of time, then of arming', () => {
  const commands = fc.array(fc.tuple(fc.nat(4), fc.nat(19), fc.nat(50)), { maxLength: 200 });
  const property = fc.property(commands, (steps) => {
    const heap = new TimerHeap();
    const view = firstView(new World());
    const timers = Array.from({ length: 20 }, () => createTimer<ViewTimer>('view-advance', view, null));
    const model = new Map<Timer, { due: number; order: number }>();
    let order = 0;
    for (const [what, which, time] of steps) {
      const timer = timers[which] as Timer;
      if (what <= 1) {
        heap.arm(timer, time);
        model.set(timer, { due: time, order: ++order });
      } else if (what === 2) {
        heap.disarm(timer);
        model.delete(timer);
      } else if (what === 3) {
        heap.postpone(time, new Set(['view-advance'] as const));
        for (const entry of model.values()) entry.due = Math.max(entry.due, time);
      } else {
        const due = [...model].filter(([, entry]) => entry.due <= time);
        const [first] = due.toSorted(([, a], [, b]) => a.due - b.due || a.order - b.order);
        if (heap.takeDue(time) !== first?.[0]) return false;
        if (first !== undefined) model.delete(first[0]);
      }
      if (heap.size !== model.size) return false;
      if (heap.nextDue !== Math.min(Infinity, ...[...model.values()].map(({ due }) => due))) return false;
    }
    return true;
  });
  expect(fc.check(property, { numRuns: 300 })).toMatchObject({ failed: false });
});
