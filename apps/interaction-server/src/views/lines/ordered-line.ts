import type { Interaction } from '../../state/interaction.ts';
import type { Order } from '../evaluation/order.ts';
import type { Line } from './line.ts';
import { SortedList } from './sorted-list.ts';

/** How old (ms) an order that changes by time may be when it is read: what time changes shows within a second. */
export const SORTED_AGAIN_AFTER = 1000;

/**
 * A line in one order. Keys are read at one moment for all, `#keysAt`, and are not stored but for the leading one: at that moment
 * they can be read again, which finds an interaction's entry when it leaves.
 *
 *   no keys yet → keys of the first insert's moment → (only an order that changes by time, when read after a while) keys of then
 */
class OrderedLine implements Line {
  readonly #order: Order;
  readonly #list: SortedList<Interaction>;
  #keysAt = 0;

  constructor(order: Order) {
    this.#order = order;
    this.#list = new SortedList((a, b) => order.compareEqual(a, b, this.#keysAt));
  }

  get size(): number {
    return this.#list.size;
  }

  insert(interaction: Interaction, now: number): void {
    if (this.#list.size === 0) this.#keysAt = now;
    this.#list.insert(this.#order.leading(interaction, this.#keysAt), interaction);
  }

  remove(interaction: Interaction): boolean {
    return this.#list.remove(this.#order.leading(interaction, this.#keysAt), interaction);
  }

  first(now: number): Interaction | undefined {
    this.#refresh(now);
    return this.#list.first;
  }

  inOrder(now: number): IterableIterator<Interaction> {
    this.#refresh(now);
    return this.#list[Symbol.iterator]();
  }

  /** Nobody sees an order that nobody reads: sorting waits for a reader. */
  #refresh(now: number): void {
    if (!this.#order.changesByTime || now - this.#keysAt < SORTED_AGAIN_AFTER) return;
    const interactions = [...this.#list];
    this.#keysAt = now;
    this.#list.clear();
    // Hardly any have overtaken each other since: nearly all go to the end of the list, which is where inserting is cheap.
    for (const interaction of interactions) this.#list.insert(this.#order.leading(interaction, now), interaction);
  }
}

/** A line sorted by an order. */
export function createOrderedLine(order: Order): Line {
  return new OrderedLine(order);
}
