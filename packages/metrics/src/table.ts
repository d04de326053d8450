/** What a metric is: its kind in the words of the Prometheus text format. */
export type MetricKind = 'gauge' | 'counter' | 'histogram';

/**
 * One row of a program's table: a metric that it exports.
 * `name` is the whole name on the wire, prefix included. `buckets` are upper bounds, rising, without +Inf; only
 * histograms have them.
 */
export interface MetricSpec<K extends MetricKind = MetricKind, L extends readonly string[] = readonly string[]> {
  readonly kind: K;
  readonly name: string;
  readonly labels: L;
  readonly help: string;
  readonly buckets?: readonly number[];
}

/** A program's metrics by short name (the name without its prefix). */
export type MetricTable = Readonly<Record<string, MetricSpec>>;

/** Labels of a metric that has none. */
type None = readonly [];

/** The row of a value that goes up and down. */
export function gauge(help: string): MetricSpec<'gauge', None>;
export function gauge<const L extends readonly string[]>(help: string, labels: L): MetricSpec<'gauge', L>;
export function gauge(help: string, labels: readonly string[] = []): MetricSpec<'gauge'> {
  return { kind: 'gauge', name: '', labels, help };
}

/** The row of a value that only grows until the program restarts. */
export function counter(help: string): MetricSpec<'counter', None>;
export function counter<const L extends readonly string[]>(help: string, labels: L): MetricSpec<'counter', L>;
export function counter(help: string, labels: readonly string[] = []): MetricSpec<'counter'> {
  return { kind: 'counter', name: '', labels, help };
}

/** The row of a distribution, counted in `buckets` (upper bounds, rising, +Inf implied). */
export function histogram(help: string, buckets: readonly number[]): MetricSpec<'histogram', None>;
export function histogram<const L extends readonly string[]>(
  help: string,
  buckets: readonly number[],
  labels: L,
): MetricSpec<'histogram', L>;
export function histogram(
  help: string,
  buckets: readonly number[],
  labels: readonly string[] = [],
): MetricSpec<'histogram'> {
  return { kind: 'histogram', name: '', labels, help, buckets };
}

/** The same rows with their names on the wire: prefix and key. */
export function withPrefix<const T extends MetricTable>(prefix: string, rows: T): T {
  const named = Object.entries(rows).map(([key, spec]) => [key, { ...spec, name: prefix + key }]);
  return Object.fromEntries(named) as T;
}
