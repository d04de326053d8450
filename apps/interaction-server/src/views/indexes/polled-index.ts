import type { Interaction } from '../../state/interaction.ts';
import type { Test } from '../evaluation/condition.ts';
import type { Line } from '../lines/line.ts';
import type { ViewIndex } from '../view-index.ts';

/** How often (ms) all interactions are looked at again: often enough that changes show within a second even if called late. */
export const LOOKED_AT_EVERY = 500;

/**
 * The index of a view whose condition time changes at moments that cannot be told (time multiplied with time, time in a divisor):
 * asks about every interaction again and again. Each is shown, in the line, or hidden, in `#hidden`.
 */
export class PolledIndex implements ViewIndex {
  readonly #shows: Test;
  readonly #line: Line;
  readonly #hidden = new Set<Interaction>();
  #lookedAt = 0;

  constructor(shows: Test, line: Line) {
    this.#shows = shows;
    this.#line = line;
  }

  get size(): number {
    return this.#line.size;
  }

  insert(interaction: Interaction, now: number): boolean {
    if (this.#hidden.has(interaction)) throw new Error(`interaction ${interaction.id} is in the view already`);
    if (this.#isEmpty()) this.#lookedAt = now;
    const shown = this.#shows(interaction, now);
    if (shown) this.#line.insert(interaction, now);
    else this.#hidden.add(interaction);
    return shown;
  }

  remove(interaction: Interaction): void {
    if (this.#hidden.delete(interaction) || this.#line.remove(interaction)) return;
    throw new Error(
      `interaction ${interaction.id} is not where its properties say: it changed in the view, or never was in it`,
    );
  }

  advance(now: number): number {
    if (now < this.nextChangeAt()) return 0;
    this.#lookedAt = now;
    const toHide = [...this.#line.inOrder(now)].filter((interaction) => !this.#shows(interaction, now));
    const toShow = [...this.#hidden].filter((interaction) => this.#shows(interaction, now));
    for (const interaction of toHide) {
      this.#line.remove(interaction);
      this.#hidden.add(interaction);
    }
    for (const interaction of toShow) {
      this.#hidden.delete(interaction);
      this.#line.insert(interaction, now);
    }
    return toShow.length;
  }

  nextChangeAt(): number {
    return this.#isEmpty() ? Infinity : this.#lookedAt + LOOKED_AT_EVERY;
  }

  first(now: number): Interaction | undefined {
    return this.#line.first(now);
  }

  inOrder(now: number): IterableIterator<Interaction> {
    return this.#line.inOrder(now);
  }

  #isEmpty(): boolean {
    return this.#line.size === 0 && this.#hidden.size === 0;
  }
}
