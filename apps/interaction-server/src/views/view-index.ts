import type { Interaction } from '../state/interaction.ts';

/**
 * The interactions of one queue that one view shows, in the view's order. Held in memory; the engine inserts what enters the
 * queue and removes what leaves it, before any property that the view may read changes.
 *
 * What changes by time alone (a condition with `_time_in_queue()`, an order whose keys age at different speeds) takes effect in
 * {@link advance}: the engine calls it whenever `nextChangeAt()` is reached, at most a second late.
 */
export interface ViewIndex {
  /** How many interactions the view shows now. */
  readonly size: number;
  /** Takes an interaction that is in the queue. Returns whether the view shows it now. */
  insert(interaction: Interaction, now: number): boolean;
  /** Forgets an interaction, shown or not. Its properties are those it was inserted with. */
  remove(interaction: Interaction): void;
  /** Applies what time alone has changed. Returns how many interactions came into view. */
  advance(now: number): number;
  /** When time alone changes the next thing (ms); Infinity: never. */
  nextChangeAt(): number;
  /** The first in the view's order, or undefined. */
  first(now: number): Interaction | undefined;
  /** In the view's order. The index must not change meanwhile. */
  inOrder(now: number): IterableIterator<Interaction>;
}
