import { describe, expect, it } from 'vitest';
import { BENCHES, readArguments } from '../src/arguments.ts';
import { setupOf, timesOf } from '../src/run/plan.ts';

function planOf(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const asked = readArguments(args, environment);
  if (asked === 'help') throw new Error('help was asked for');
  return asked.plan;
}

describe('arguments', () => {
  it('are all benches, five rounds and a million interactions where nothing is said', () => {
    expect(planOf([])).toEqual({
      names: BENCHES,
      rounds: 5,
      seconds: undefined,
      warmUpSeconds: undefined,
      interactions: 1_000_000,
      profile: undefined,
      results: undefined,
    });
  });

  it('name benches in any order and case, each once', () => {
    expect(planOf(['m1', 'S1', 'M1']).names).toEqual(['S1', 'M1']);
  });

  it('shorten a run', () => {
    const args = ['S2', '--rounds', '1', '--seconds', '0.5', '--warm-up', '0.25', '--interactions', '1000'];
    expect(planOf(args)).toMatchObject({ rounds: 1, seconds: 0.5, warmUpSeconds: 0.25, interactions: 1000 });
  });

  it('come from the environment too, the command line first', () => {
    const environment = { IXN_BENCH_ROUNDS: '2', IXN_BENCH_SECONDS: '3' };
    expect(planOf([], environment)).toMatchObject({ rounds: 2, seconds: 3 });
    expect(planOf(['--rounds=4'], environment)).toMatchObject({ rounds: 4, seconds: 3 });
  });

  it('ask for help', () => {
    expect(readArguments(['S1', '--help'], {})).toBe('help');
  });

  it.each([
    [['S9'], "there is no bench 'S9'; there are S1, S2, S5, M1, M2"],
    [['--rounds', '0'], "--rounds is '0'"],
    [['--rounds', '1.5'], 'whole number'],
    [['--seconds', 'many'], "--seconds is 'many'"],
    [['--interactions=-5'], "--interactions is '-5'"],
    [['--colour'], '--colour'],
  ])('%j are refused', (args, reason) => {
    expect(() => planOf(args)).toThrow(reason);
  });
});

describe('times of a round', () => {
  it.each([
    ['of the bench', {}, { measureMs: 8000, warmUpMs: 3000 }],
    ['as asked for', { seconds: 20, warmUpSeconds: 1 }, { measureMs: 20_000, warmUpMs: 1000 }],
    ['with a warm-up not longer than a short round', { seconds: 2 }, { measureMs: 2000, warmUpMs: 2000 }],
  ])('are those %s', (_, asked, wanted) => {
    const plan = { ...planOf([]), ...asked };
    expect(timesOf(plan, 8, 3)).toEqual(wanted);
  });

  it('are told in the results', () => {
    expect(setupOf(planOf(['--rounds', '2']), { measureMs: 500, warmUpMs: 250 })).toEqual({
      rounds: 2,
      secondsMeasured: 0.5,
      secondsOfWarmUp: 0.25,
    });
  });
});
