import type { Interaction } from '../state/interaction.ts';

/**
 * The interactions of one queue that one view shows, in the view's order. Held in memory; the engine inserts what enters the
 * queue and removes what leaves it, before any property that the view may read changes.
 *
 * Which interactions a condition shows by time alone (`_time_in_queue() > 30`) takes effect in {@link advance}: the engine calls
 * it whenever `nextChangeAt()` is reached. An order whose keys age at different speeds is put right when it is read, so it needs
 * no call. Times are ms.
 */
export interface ViewIndex {
  /** How many interactions the view shows now. */
  readonly size: number;
  /** Takes an interaction that is in the queue. Returns whether the view shows it now. Throws when it is there already. */
  insert(interaction: Interaction, now: number): boolean;
  /**
   * Forgets an interaction, shown or not. Its properties are those it was inserted with; throws when it sees that they are not,
   * or that the interaction was never inserted.
   */
  remove(interaction: Interaction): void;
  /**
   * Applies what time alone has changed. Returns how many interactions came into view. Does a bounded piece of work: when more
   * is due, `nextChangeAt()` stays in the past and the next call goes on.
   */
  advance(now: number): number;
  /** When time alone changes the next thing (ms); Infinity: never. */
  nextChangeAt(): number;
  /** The first in the view's order, or undefined. */
  first(now: number): Interaction | undefined;
  /** In the view's order. The index must not change meanwhile. */
  inOrder(now: number): IterableIterator<Interaction>;
}
