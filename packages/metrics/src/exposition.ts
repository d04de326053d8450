import { setImmediate } from 'node:timers/promises';
import { headText } from './label-text.ts';
import type { Series } from './series.ts';
import type { MetricSpec } from './table.ts';

/** A metric and the series that it has at the moment of the scrape. */
export interface ExpositionSource {
  readonly spec: MetricSpec;
  readonly series: () => Iterable<Series>;
}

const CHUNK_LENGTH = 64 * 1024;

/**
 * Prometheus text format 0.0.4 in pieces, with a turn of the event loop between them, so that a scrape of
 * hundreds of thousands of series holds up no client. A series that is made or removed between two pieces may be in
 * or out of this scrape; each value is the one of its own moment.
 */
export async function* expositionChunks(sources: readonly ExpositionSource[]): AsyncGenerator<string, void> {
  let chunk = '';
  for (const { spec, series } of sources) {
    chunk += headText(spec.name, spec.kind, spec.help);
    for (const one of series()) {
      chunk += one.text();
      if (chunk.length < CHUNK_LENGTH) continue;
      yield chunk;
      chunk = '';
      await setImmediate();
    }
  }
  yield chunk;
}
