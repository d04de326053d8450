import type { Interaction } from '../../state/interaction.ts';

/**
 * The interactions that a view shows, in the order in which they are taken: what a view index keeps behind its condition. One
 * line for the whole view ({@link createOrderedLine}); a segmented view is a line that is made of such lines, one for each value.
 */
export interface Line {
  readonly size: number;
  insert(interaction: Interaction, now: number): void;
  /** Returns whether the interaction was in the line. Its properties are those it was inserted with. */
  remove(interaction: Interaction): boolean;
  first(now: number): Interaction | undefined;
  /** The line must not change meanwhile. */
  inOrder(now: number): IterableIterator<Interaction>;
}
