import { EventError, EventFoundInteractions, RequestFindInteractions, RequestStopProcessing } from '@ixn/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FirstOf } from '../../src/engine/first-of.ts';
import { handled, last, scene, submitted } from './scene.ts';
import { tenant } from './tenant.ts';
import { kv, opened, World } from './world.ts';

type Attributes = Readonly<Record<string, unknown>>;

function found(world: World, attributes: Attributes): { readonly ids: readonly unknown[]; readonly next: unknown } {
  world.ask('tool', RequestFindInteractions, attributes);
  const { Interactions, Next } = last(world, EventFoundInteractions).attributes;
  return { ids: (Interactions as readonly unknown[]).map((packed) => opened(packed)['InteractionId']), next: Next };
}

function library(): { world: World; ids: readonly string[] } {
  const world = scene();
  world.register('tool', 'Unknown');
  const ids = [3, 1, 2, 3, 1].map((Priority) => submitted(world, { UserData: kv({ Priority }) }));
  return { world, ids };
}

describe('a search', () => {
  test('finds by a condition, oldest submission first', () => {
    const { world, ids } = library();
    expect(found(world, { Condition: 'priority = 3' })).toEqual({ ids: [ids[0], ids[3]], next: undefined });
  });

  test('finds wherever it is', () => {
    const world = scene();
    world.register('tool', 'Unknown');
    const id = handled(world);
    submitted(world);
    expect(found(world, { Condition: "agent_id = 'A1'" }).ids).toEqual([id]);
  });

  test('finds by id', () => {
    const { world, ids } = library();
    expect(found(world, { Condition: `id = '${ids[2]}' and priority = 2` }).ids).toEqual([ids[2]]);
    expect(found(world, { Condition: `id = '${ids[2]}' and priority = 1` }).ids).toEqual([]);
    expect(found(world, { Condition: "id in ('AAAAAAAAAAAAAAAA')" }).ids).toEqual([]);
  });

  test('orders', () => {
    const { world, ids } = library();
    const { ids: inOrder } = found(world, { Condition: 'priority > 0', Order: 'priority desc, submit_seq desc' });
    expect(inOrder).toEqual([ids[3], ids[0], ids[2], ids[4], ids[1]]);
  });

  test('goes on where a page has ended', () => {
    const { world, ids } = library();
    const question = { Condition: 'priority > 0', Order: 'priority', MaxCount: 2 };
    const first = found(world, question);
    const second = found(world, { ...question, StartAfter: first.next });
    const third = found(world, { ...question, StartAfter: second.next });
    expect([...first.ids, ...second.ids, ...third.ids]).toEqual([ids[1], ids[4], ids[2], ids[0], ids[3]]);
    expect(third.next).toBeUndefined();
  });

  test('goes on when the last of a page has gone', () => {
    const { world, ids } = library();
    const question = { Condition: 'priority > 0', Order: 'priority', MaxCount: 1 };
    const first = found(world, question);
    world.ask('media', RequestStopProcessing, { InteractionId: ids[1] });
    expect(found(world, { ...question, StartAfter: first.next }).ids).toEqual([ids[4]]);
  });

  test('refuses the cursor of another question', () => {
    const { world } = library();
    const { next } = found(world, { Condition: 'priority > 0', MaxCount: 1 });
    world.ask('tool', RequestFindInteractions, { Condition: 'priority > 1', StartAfter: next });
    expect(last(world, EventError).attributes).toMatchObject({ ErrorCode: 1602, Attribute: 'StartAfter' });
  });

  test('gives no more than fits into an answer', () => {
    const world = scene(new World(tenant({ 'max-userdata-size': 1_048_576 })));
    world.register('tool', 'Unknown');
    const ids = [1, 2].map(() => submitted(world, { UserData: kv({ x: 'y'.repeat(600_000) }) }));
    const first = found(world, { Condition: 'priority = 0' });
    expect(first.ids).toEqual([ids[0]]);
    expect(found(world, { Condition: 'priority = 0', StartAfter: first.next }).ids).toEqual([ids[1]]);
  });
});

test('the first of many are those that sorting would give', () => {
  const property = fc.property(fc.array(fc.nat(50)), fc.integer({ min: 1, max: 20 }), (numbers, count) => {
    const first = new FirstOf<number>(count, (a, b) => a - b);
    for (const one of numbers) first.offer(one);
    return (
      first.inOrder().join() ===
      numbers
        .toSorted((a, b) => a - b)
        .slice(0, count)
        .join()
    );
  });
  expect(fc.check(property)).toMatchObject({ failed: false });
});
