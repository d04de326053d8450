import type { Command } from '../engine/command.ts';

/** A command that cannot be applied yet. `since` is ms of the dispatcher's clock. */
export interface Waiting {
  readonly command: Command;
  readonly since: number;
}

/**
 * Commands that came while nothing new may be applied (a batch in doubt, or too much gathered already). First in, first out.
 * Requests are bounded in number and in time; what clients did by leaving is never dropped and is bounded by the clients.
 */
export class WaitingLine {
  readonly #capacity: number;
  #items: Waiting[] = [];
  #head = 0;
  #requests = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  /** False when it is a request and the line is full. */
  push(command: Command, now: number): boolean {
    if (command.kind === 'request' || command.kind === 'register') {
      if (this.#requests >= this.#capacity) return false;
      this.#requests++;
    }
    this.#items.push({ command, since: now });
    return true;
  }

  shift(): Waiting | undefined {
    const next = this.#items[this.#head];
    if (next === undefined) return undefined;
    this.#head++;
    if (next.command.kind === 'request' || next.command.kind === 'register') this.#requests--;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return next;
  }

  /** When the oldest came (ms), or undefined. */
  oldest(): number | undefined {
    return this.#items[this.#head]?.since;
  }

  /** Takes out every request that has waited since `before` or longer; the others keep their order. */
  takeExpired(before: number): Waiting[] {
    const expired: Waiting[] = [];
    const kept: Waiting[] = [];
    for (let index = this.#head; index < this.#items.length; index++) {
      const item = this.#items[index] as Waiting;
      const bounded = item.command.kind === 'request' || item.command.kind === 'register';
      if (bounded && item.since <= before) expired.push(item);
      else kept.push(item);
    }
    this.#items = kept;
    this.#head = 0;
    this.#requests -= expired.length;
    return expired;
  }
}
