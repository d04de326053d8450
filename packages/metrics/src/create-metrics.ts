import { collectDefaultMetrics, Registry } from 'prom-client';
import { type ExpositionSource, expositionChunks } from './exposition.ts';
import { Family } from './family.ts';
import { CounterSeries, GaugeSeries, HistogramSeries, type Series } from './series.ts';
import type { MetricKind, MetricSpec, MetricTable } from './table.ts';

type SeriesOf<K extends MetricKind> = K extends 'gauge'
  ? GaugeSeries
  : K extends 'counter'
    ? CounterSeries
    : HistogramSeries;

/** A metric without labels is its one series; a metric with labels is a family of them. */
export type MetricHandle<Spec> =
  Spec extends MetricSpec<infer K, infer L> ? (L extends readonly [] ? SeriesOf<K> : Family<L, SeriesOf<K>>) : never;

/** A program's metrics, ready to be counted and scraped. */
export interface Metrics<T extends MetricTable> {
  /** The metrics by short name: `families.current_clients.set(3)`, `families.client_count.labels('Proxy').inc()`. */
  readonly families: { readonly [Name in keyof T]: MetricHandle<T[Name]> };
  /** The content type of {@link Metrics.exposition}: text format 0.0.4, whatever the scraper would prefer. */
  readonly contentType: string;
  /** Runs `fill` before each exposition: for values that are cheaper to look up than to keep. Returns its removal. */
  beforeScrape(fill: () => void): () => void;
  /** The text format in pieces of about 64 KiB, giving way to other work between them. */
  chunks(): AsyncGenerator<string, void>;
  /** The whole text format. */
  exposition(): Promise<string>;
  /** How many series were asked for beyond the bound of their metric; above 0 something is labelled by traffic. */
  refusedSeries(): number;
}

/** How {@link createMetrics} behaves where the default does not fit. */
export interface MetricsOptions {
  /** Exports prom-client's Node.js and process metrics too, with this prefix, such as `ixn_`. Left out: none. */
  readonly processPrefix?: string;
  /** The most series that one metric may have. Default 250,000. */
  readonly maxSeries?: number;
}

const DEFAULT_MAX_SERIES = 250_000;

/**
 * The metrics of a table, on a registry of their own.
 *
 * Values are kept and written here rather than in prom-client: its `inc` hashes the labels on each call, and its text
 * of 210,000 series takes some 500 ms in one piece, in which the event loop serves nobody. Node.js and process
 * metrics are prom-client's.
 */
export function createMetrics<const T extends MetricTable>(table: T, options: MetricsOptions = {}): Metrics<T> {
  const limit = options.maxSeries ?? DEFAULT_MAX_SERIES;
  const labelled: Family<readonly string[], Series>[] = [];
  const sources: ExpositionSource[] = [];
  const families: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(table)) {
    if (spec.labels.length === 0) {
      const series = createSeries(spec, []);
      families[name] = series;
      sources.push({ spec, series: () => [series] });
    } else {
      const family = new Family<readonly string[], Series>(spec, createSeries, limit);
      families[name] = family;
      labelled.push(family);
      sources.push({ spec, series: () => family.all() });
    }
  }

  const registry = new Registry();
  if (options.processPrefix !== undefined) collectDefaultMetrics({ register: registry, prefix: options.processPrefix });
  const fills = new Set<() => void>();

  async function* chunks(): AsyncGenerator<string, void> {
    for (const fill of fills) fill();
    yield* expositionChunks(sources);
    yield await registry.metrics();
  }

  return {
    families: families as Metrics<T>['families'],
    contentType: Registry.PROMETHEUS_CONTENT_TYPE,
    beforeScrape(fill) {
      fills.add(fill);
      return () => void fills.delete(fill);
    },
    chunks,
    async exposition() {
      let text = '';
      for await (const chunk of chunks()) text += chunk;
      return text;
    },
    refusedSeries: () => labelled.reduce((sum, family) => sum + family.refused, 0),
  };
}

function createSeries(spec: MetricSpec, values: readonly string[]): Series {
  switch (spec.kind) {
    case 'gauge':
      return new GaugeSeries(spec, values);
    case 'counter':
      return new CounterSeries(spec, values);
    case 'histogram':
      return new HistogramSeries(spec, values);
  }
}
