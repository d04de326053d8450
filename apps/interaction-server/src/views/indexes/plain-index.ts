import type { Interaction } from '../../state/interaction.ts';
import type { Test } from '../evaluation/condition.ts';
import type { Line } from '../lines/line.ts';
import type { ViewIndex } from '../view-index.ts';

/** The index of a view whose condition time does not change: what does not fit when it comes never will, and is not kept. */
export class PlainIndex implements ViewIndex {
  readonly #shows: Test;
  readonly #line: Line;

  constructor(shows: Test, line: Line) {
    this.#shows = shows;
    this.#line = line;
  }

  get size(): number {
    return this.#line.size;
  }

  insert(interaction: Interaction, now: number): boolean {
    if (!this.#shows(interaction, now)) return false;
    this.#line.insert(interaction, now);
    return true;
  }

  remove(interaction: Interaction): void {
    // The condition does not depend on the time, so it is asked about any.
    if (this.#line.remove(interaction) || !this.#shows(interaction, 0)) return;
    throw new Error(
      `interaction ${interaction.id} is not where its properties say: it changed in the view, or never was in it`,
    );
  }

  advance(): number {
    return 0;
  }

  nextChangeAt(): number {
    return Infinity;
  }

  first(now: number): Interaction | undefined {
    return this.#line.first(now);
  }

  inOrder(now: number): IterableIterator<Interaction> {
    return this.#line.inOrder(now);
  }
}
