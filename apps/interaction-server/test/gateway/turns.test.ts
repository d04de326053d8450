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
    expect([one, one, other, one].map((connection) => turns.arrived(connection, false))).toEqual([32, 64, 32, 32]);
  });

  test('who had much waiting goes to the end of the line, unless nobody else is there', () => {
    const turns = new Turns();
    const [one, other] = [new Waiting(0), new Waiting(0)];
    expect([one, one, other, one].map((connection) => turns.arrived(connection, true))).toEqual([0, 64, 0, 0]);
  });

  test('while others are served, each of those that wait gets one for eight of theirs', async () => {
    const turns = new Turns();
    const [one, two] = [new Waiting(20), new Waiting(10)];
    turns.enlist(one);
    turns.enlist(two);
    for (const others of [1, 7, 30, 80, 160]) {
      turns.served(others);
      await setImmediate();
    }
    expect(one.turns).toEqual([1, 3, 10, 6]);
    expect(two.turns).toEqual([1, 3, 6]);
  });

  test('alone for four turns, one that waits gets more', async () => {
    const turns = new Turns();
    const one = new Waiting(64);
    turns.served(5_000);
    turns.enlist(one);
    turns.served(7);
    for (let turn = 0; turn < 8; turn++) await setImmediate();
    expect(one.turns).toEqual([16, 16, 16, 16]);
  });
});
