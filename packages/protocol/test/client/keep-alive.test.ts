import { describe, expect, test } from 'vitest';
import { KeepAlive } from '../../src/client/keep-alive.ts';
import { DrivenClock } from './driven-clock.ts';

function watch(times = { pingAfterMs: 10_000, deadAfterMs: 20_000 }) {
  const clock = new DrivenClock();
  const said: string[] = [];
  const start = clock.now();
  const keepAlive = new KeepAlive(
    clock,
    times,
    () => said.push(`ping at ${clock.now() - start}`),
    (silence) => said.push(`dead at ${clock.now() - start} after ${silence}`),
  );
  return { clock, said, keepAlive };
}

describe('keep-alive', () => {
  test('pings after 10 s of silence and gives up after 20 s', () => {
    const { clock, said } = watch();
    clock.advance(9_999);
    expect(said).toEqual([]);
    clock.advance(1);
    expect(said).toEqual(['ping at 10000']);
    clock.advance(9_999);
    expect(said).toEqual(['ping at 10000']);
    clock.advance(1);
    expect(said).toEqual(['ping at 10000', 'dead at 20000 after 20000']);
    expect(clock.waiting).toBe(0);
  });

  test('what is heard puts the ping off', () => {
    const { clock, said, keepAlive } = watch();
    clock.advance(6_000);
    keepAlive.heard();
    clock.advance(9_999);
    expect(said).toEqual([]);
    clock.advance(1);
    expect(said).toEqual(['ping at 16000']);
  });

  test('an answer to the ping starts the silence anew', () => {
    const { clock, said, keepAlive } = watch();
    clock.advance(15_000);
    keepAlive.heard();
    clock.advance(9_999);
    expect(said).toEqual(['ping at 10000']);
    clock.advance(1);
    expect(said).toEqual(['ping at 10000', 'ping at 25000']);
    clock.advance(10_000);
    expect(said.at(-1)).toBe('dead at 35000 after 20000');
  });

  test('a process that stood still reads what waited for it before it judges', () => {
    const clock = new DrivenClock();
    const said: string[] = [];
    const keepAlive = new KeepAlive(
      clock,
      { pingAfterMs: 10, deadAfterMs: 20 },
      () => said.push('ping'),
      () => said.push('dead'),
    );
    clock.advance(10);
    // The time is over, but the next turn of the event loop brings the bytes that had been waiting.
    const judge = clock.after.bind(clock);
    clock.after = (delay, run) =>
      judge(delay, () => {
        keepAlive.heard();
        run();
      });
    clock.advance(10);
    expect(said).toEqual(['ping']);
  });

  test('says nothing after it was stopped', () => {
    const { clock, said, keepAlive } = watch();
    clock.advance(10_000);
    keepAlive.stop();
    clock.advance(60_000);
    expect(said).toEqual(['ping at 10000']);
    expect(clock.waiting).toBe(0);
  });
});
