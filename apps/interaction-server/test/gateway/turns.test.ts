import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Turns, type Backlogged } from '../../src/gateway/turns.ts';

/** A connection with so many frames left; notes how many it may handle in each turn. */
class Waiting implements Backlogged {
  readonly turns: number[] = [];
  #left: number;

  constructor(left: number) {
    this.#left = left;
  }

  proceed(frames: number): boolean {
    this.turns.push(Math.min(frames, this.#left));
    this.#left = Math.max(0, this.#left - frames);
    return this.#left > 0;
  }
}

describe('turns', () => {
  test('a chunk after one of the same connection may be handled further at once', () => {
    const turns = new Turns();
    const [one, other] = [new Waiting(0), new Waiting(0)];
    expect([one, one, other, one].map((connection) => turns.arrived(connection))).toEqual([16, 64, 16, 16]);
  });

  test('while others are served, each of those that wait gets a little in each turn', async () => {
    const turns = new Turns();
    const [one, two, other] = [new Waiting(20), new Waiting(10), new Waiting(0)];
    turns.enlist(one);
    turns.enlist(two);
    for (let turn = 0; turn < 3; turn++) {
      turns.arrived(other);
      await setImmediate();
    }
    expect(one.turns).toEqual([8, 8, 4]);
    expect(two.turns).toEqual([8, 2]);
  });

  test('alone for four turns, one that waits gets more', async () => {
    const turns = new Turns();
    const one = new Waiting(200);
    turns.arrived(one);
    turns.enlist(one);
    for (let turn = 0; turn < 7; turn++) await setImmediate();
    expect(one.turns).toEqual([8, 8, 8, 64, 64, 48]);
  });
});
