import type { Series } from './series.ts';
import type { MetricSpec } from './table.ts';

/** The label values of a metric, one string for each label. */
export type LabelValues<L extends readonly string[]> = { readonly [I in keyof L]: string };

/**
 * A metric with labels: its series by label values.
 * A series exists, with value 0, from the first time it is asked for until it is removed. The number of series is
 * bounded; beyond the bound callers get a series that counts but is not exported, and `refused` grows.
 */
export class Family<L extends readonly string[], S extends Series> {
  readonly spec: MetricSpec;
  /** How many series were refused because the bound was reached. */
  refused = 0;
  readonly #series = new Map<string, S>();
  readonly #create: (spec: MetricSpec, values: readonly string[]) => S;
  readonly #limit: number;
  readonly #unexported: S;

  constructor(spec: MetricSpec, create: (spec: MetricSpec, values: readonly string[]) => S, limit: number) {
    this.spec = spec;
    this.#create = create;
    this.#limit = limit;
    this.#unexported = create(
      spec,
      spec.labels.map(() => ''),
    );
  }

  /** The series of these label values, made with value 0 where it does not exist. Take it once and keep it. */
  labels(...values: LabelValues<L>): S {
    const list = values as readonly string[];
    const key = list.join('\u0000');
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    if (this.#series.size >= this.#limit) {
      this.refused += 1;
      return this.#unexported;
    }
    const made = this.#create(this.spec, list);
    this.#series.set(key, made);
    return made;
  }

  /** Takes one series out of the exposition. Says whether it was there. */
  remove(...values: LabelValues<L>): boolean {
    return this.#series.delete((values as readonly string[]).join('\u0000'));
  }

  /** Takes out every series that has these label values, such as all media of a queue that is gone. Returns how many. */
  removeWhere(labels: { readonly [Name in L[number]]?: string }): number {
    const wanted = Object.entries(labels).map(([name, value]) => [this.spec.labels.indexOf(name), value] as const);
    let removed = 0;
    for (const [key, series] of this.#series) {
      if (!wanted.every(([at, value]) => series.values[at] === value)) continue;
      this.#series.delete(key);
      removed += 1;
    }
    return removed;
  }

  /** How many series are exported. */
  get size(): number {
    return this.#series.size;
  }

  /** The series that are exported, in the order of their making. */
  all(): IterableIterator<S> {
    return this.#series.values();
  }
}
