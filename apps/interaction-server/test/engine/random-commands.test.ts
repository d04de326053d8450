import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Step, Walk } from './walk.ts';

type What = Step['what'];

/** Steps by weight: a system that is torn down all the time never gets anywhere. */
const WEIGHTS: Readonly<Record<What, number>> = {
  submit: 14,
  agentSubmit: 4,
  pull: 16,
  agentPull: 4,
  deliver: 18,
  accept: 12,
  reject: 3,
  place: 5,
  stop: 4,
  change: 5,
  login: 4,
  logout: 1,
  media: 4,
  disconnect: 1,
  connect: 4,
  pass: 8,
  find: 1,
  session: 1,
  subscribe: 1,
  look: 2,
  configure: 1,
  restart: 1,
};

const number = fc.nat(1000);
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    ...Object.entries(WEIGHTS).map(([what, weight]) => ({ weight, arbitrary: fc.constant(what as What) })),
  ),
  a: number,
  b: number,
  c: number,
});

test('random commands: places, views, timers, counters, rows and answers stay in line', () => {
  const property = fc.property(fc.array(step, { minLength: 20, maxLength: 200, size: 'max' }), (steps) => {
    const walk = new Walk();
    for (const one of steps) walk.take(one);
  });
  const { failed, counterexample, errorInstance } = fc.check(property, { numRuns: 100 });
  expect({ failed, counterexample, errorInstance }).toEqual({
    failed: false,
    counterexample: null,
    errorInstance: null,
  });
});
