import { EventAck, RequestGetInteractionProperties, RequestStopProcessing, RequestSubmit } from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { needsFacts } from '../../src/engine/needs-facts.ts';
import { StoppedMemory } from '../../src/engine/stopped-memory.ts';
import { scene, submission, submitted } from './scene.ts';
import type { World } from './world.ts';

const ID = 'AAAAAAAAAAAAAAAA';
const DUPLICATE = { Extension: { InteractionId: ID, Duplicate: 1 } };

function submitAgain(world: World): unknown {
  return world.answerTo(world.ask('media', RequestSubmit, submission({ InteractionId: ID })));
}

function stopped(): World {
  const world = scene();
  submitted(world, { InteractionId: ID });
  world.ask('media', RequestStopProcessing, { InteractionId: ID });
  world.forget();
  return world;
}

describe('a submission that is repeated', () => {
  test('while it is live is acknowledged as a duplicate, and nothing is made', () => {
    const world = scene();
    submitted(world, { InteractionId: ID });
    world.forget();
    expect(submitAgain(world)).toMatchObject({ event: EventAck, attributes: DUPLICATE });
    expect(world.said).toHaveLength(1);
    expect(world.rows).toEqual([]);
  });

  test('right after the stop is known from memory', () => {
    const world = stopped();
    expect(needsFacts(world.state, RequestSubmit, { InteractionId: ID })).toBeNull();
    expect(submitAgain(world)).toMatchObject({ attributes: DUPLICATE });
  });

  test('while memory is about to forget is looked up, and known', () => {
    const world = stopped();
    world.pass(15_000);
    world.apply({ kind: 'due' });
    expect(world.state.stopped.get(ID)).toBeDefined();
    expect(needsFacts(world.state, RequestSubmit, { InteractionId: ID })).toBe(ID);
    world.pass(15_000);
    expect(submitAgain(world)).toMatchObject({ attributes: DUPLICATE });
  });

  test('long after the stop is known from the database', () => {
    const world = stopped();
    world.pass(3_600_000);
    for (let generation = 0; generation < 3; generation++) {
      world.apply({ kind: 'due' });
      world.pass(15_000);
    }
    expect(world.state.stopped.size).toBe(0);
    expect(needsFacts(world.state, RequestSubmit, { InteractionId: ID })).toBe(ID);
    expect(submitAgain(world)).toMatchObject({ attributes: DUPLICATE });
  });
});

test('only requests that may be about stopped interactions are looked up', () => {
  const world = scene();
  const id = submitted(world);
  expect(needsFacts(world.state, RequestSubmit, {})).toBeNull();
  expect(needsFacts(world.state, RequestSubmit, { InteractionId: id })).toBeNull();
  expect(needsFacts(world.state, RequestStopProcessing, { InteractionId: ID })).toBeNull();
  expect(needsFacts(world.state, RequestGetInteractionProperties, { InteractionId: ID })).toBe(ID);
});

test('what was stopped is remembered for one generation at least and two at most', () => {
  const memory = new StoppedMemory();
  const completed = { id: ID, submittedBy: '', completedAt: 0, stopReason: '', retry: null };
  const ages = [100_000, 114_999, 115_000, 129_999, 130_000].map((now, at) => {
    memory.age(now);
    if (at === 1) memory.add(completed);
    return [memory.get(ID) !== undefined, memory.isFresh(ID)];
  });
  expect(ages).toEqual([
    [false, false],
    [true, true],
    [true, false],
    [true, false],
    [false, false],
  ]);
});
