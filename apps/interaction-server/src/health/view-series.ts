import type { GaugeSeries } from '@ixn/metrics';
import type { Families } from './families.ts';
import { Kept } from './kept.ts';
import type { StateFigures } from './state-figures.ts';

interface Row {
  readonly view: string;
  readonly queue: string;
  readonly have: GaugeSeries;
}

/** Views and whether they show anything. None is ever frozen as long as `default-view-freeze-interval` has no effect. */
export class ViewSeries {
  readonly #families: Families;
  readonly #views = new Kept<Row>();

  constructor(families: Families) {
    this.#families = families;
  }

  fill(figures: StateFigures): void {
    let configured = 0;
    this.#views.begin();
    for (const { name, queue, index } of figures.views()) {
      if (!queue.removed) configured += 1;
      const row = this.#views.row(`${name}\0${queue.name}`, () => this.#make(name, queue.name));
      row.have.set(index.size > 0 ? 1 : 0);
    }
    this.#families.current_views.set(configured);
    this.#views.sweep(({ view, queue }) => {
      this.#families.view_have_interactions.remove(view, queue);
      this.#families.view_frozen.remove(view, queue);
    });
  }

  #make(view: string, queue: string): Row {
    this.#families.view_frozen.labels(view, queue).set(0);
    return { view, queue, have: this.#families.view_have_interactions.labels(view, queue) };
  }
}
