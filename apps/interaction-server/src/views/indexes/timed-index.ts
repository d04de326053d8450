import type { Interaction } from '../../state/interaction.ts';
import { nextChange } from '../evaluation/change-moments.ts';
import type { Test } from '../evaluation/condition.ts';
import type { Crossing } from '../evaluation/crossing.ts';
import type { Line } from '../lines/line.ts';
import { SortedList } from '../lines/sorted-list.ts';
import type { ViewIndex } from '../view-index.ts';

/** Interactions that one {@link ViewIndex.advance} looks at: a few milliseconds of work at most, then others get their turn. */
export const ADVANCE_LIMIT = 1024;

/**
 * The index of a view whose condition turns over at moments that are known beforehand. Each interaction is in one of:
 *
 *   shown          in the line; also due when time will hide it
 *   hidden, due    in `#due` under the moment at which time will show it
 *   hidden         nowhere: neither time nor anything else will show it
 *
 * A due entry's key is always one of the interaction's own moments, which can be computed again: so nothing else is stored, and
 * an interaction that leaves is found by trying its moments.
 */
export class TimedIndex implements ViewIndex {
  readonly #shows: Test;
  readonly #moments: readonly Crossing[];
  readonly #line: Line;
  readonly #due = new SortedList<Interaction>((a, b) => a.submitSeq - b.submitSeq);

  constructor(shows: Test, moments: readonly Crossing[], line: Line) {
    this.#shows = shows;
    this.#moments = moments;
    this.#line = line;
  }

  get size(): number {
    return this.#line.size;
  }

  insert(interaction: Interaction, now: number): boolean {
    const shown = this.#shows(interaction, now);
    if (shown) this.#line.insert(interaction, now);
    this.#schedule(interaction, now, shown);
    return shown;
  }

  remove(interaction: Interaction): void {
    this.#line.remove(interaction);
    if (this.#due.size === 0) return;
    for (const moment of this.#moments) {
      const at = moment(interaction);
      if (at >= this.#due.firstKey && at !== Infinity && this.#due.remove(at, interaction)) return;
    }
  }

  advance(now: number): number {
    let shown = 0;
    for (let looked = 0; looked < ADVANCE_LIMIT && this.#due.firstKey <= now; looked += 1) {
      const due = this.#due.firstKey;
      const interaction = this.#due.first as Interaction;
      this.#due.removeFirst();
      shown += this.#turn(interaction, due, now);
    }
    return shown;
  }

  nextChangeAt(): number {
    return this.#due.firstKey;
  }

  first(now: number): Interaction | undefined {
    return this.#line.first(now);
  }

  inOrder(now: number): IterableIterator<Interaction> {
    return this.#line.inOrder(now);
  }

  /** Due is when the condition turns over, so before it was the opposite of what it is at that moment. Returns 1 if it came into view. */
  #turn(interaction: Interaction, due: number, now: number): number {
    const wasShown = !this.#shows(interaction, due);
    const isShown = this.#shows(interaction, now);
    this.#schedule(interaction, now, isShown);
    if (isShown === wasShown) return 0;
    if (isShown) {
      this.#line.insert(interaction, now);
      return 1;
    }
    if (!this.#line.remove(interaction)) {
      throw new Error(`interaction ${interaction.id} is not where its properties say: it changed in the view`);
    }
    return 0;
  }

  #schedule(interaction: Interaction, now: number, shown: boolean): void {
    const at = nextChange(this.#moments, this.#shows, interaction, now, shown);
    if (at !== Infinity) this.#due.insert(at, interaction);
  }
}
