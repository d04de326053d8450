import { linePrefix, valueText } from './label-text.ts';
import type { MetricSpec } from './table.ts';

/**
 * One line (or, for a histogram, one block) of the exposition: a metric with one set of label values.
 * Callers take a series once and keep it; updating it is an addition on a field, without hashing or allocation.
 */
export interface Series {
  /** The label values, in the order of the metric's labels. */
  readonly values: readonly string[];
  /** The series' lines in the text format. */
  text(): string;
}

/** A value that goes up and down. */
export class GaugeSeries implements Series {
  readonly values: readonly string[];
  value = 0;
  readonly #prefix: string;

  constructor(spec: MetricSpec, values: readonly string[]) {
    this.values = values;
    this.#prefix = linePrefix(spec.name, spec.labels, values);
  }

  set(value: number): void {
    this.value = value;
  }

  inc(by = 1): void {
    this.value += by;
  }

  dec(by = 1): void {
    this.value -= by;
  }

  text(): string {
    return `${this.#prefix}${valueText(this.value)}\n`;
  }
}

/** A value that only grows. */
export class CounterSeries implements Series {
  readonly values: readonly string[];
  value = 0;
  readonly #prefix: string;

  constructor(spec: MetricSpec, values: readonly string[]) {
    this.values = values;
    this.#prefix = linePrefix(spec.name, spec.labels, values);
  }

  /** Adds `by`, which must not be negative. */
  inc(by = 1): void {
    if (by < 0) throw new RangeError('a counter cannot go down');
    this.value += by;
  }

  text(): string {
    return `${this.#prefix}${valueText(this.value)}\n`;
  }
}

/** A distribution: how many observations fell at or below each bound, their sum and number. */
export class HistogramSeries implements Series {
  readonly values: readonly string[];
  count = 0;
  sum = 0;
  readonly #bounds: Float64Array;
  readonly #counts: Float64Array;
  readonly #bucketPrefixes: readonly string[];
  readonly #sumPrefix: string;
  readonly #countPrefix: string;

  constructor(spec: MetricSpec, values: readonly string[]) {
    const bounds = spec.buckets ?? [];
    this.values = values;
    this.#bounds = Float64Array.from(bounds);
    this.#counts = new Float64Array(bounds.length + 1);
    this.#bucketPrefixes = [...bounds, Infinity].map((bound) =>
      linePrefix(`${spec.name}_bucket`, spec.labels, values, `le="${valueText(bound)}"`),
    );
    this.#sumPrefix = linePrefix(`${spec.name}_sum`, spec.labels, values);
    this.#countPrefix = linePrefix(`${spec.name}_count`, spec.labels, values);
  }

  observe(value: number): void {
    const bounds = this.#bounds;
    let at = 0;
    while (at < bounds.length && value > (bounds[at] as number)) at += 1;
    this.#counts[at] = (this.#counts[at] as number) + 1;
    this.count += 1;
    this.sum += value;
  }

  text(): string {
    let lines = '';
    let cumulative = 0;
    for (let at = 0; at < this.#bucketPrefixes.length; at += 1) {
      cumulative += this.#counts[at] as number;
      lines += `${this.#bucketPrefixes[at]}${cumulative}\n`;
    }
    return `${lines}${this.#sumPrefix}${valueText(this.sum)}\n${this.#countPrefix}${this.count}\n`;
  }
}
