import type { interactionServerMetrics, Metrics } from '@ixn/metrics';
import type { Dispatcher } from '../dispatch/dispatcher.ts';
import type { State } from '../engine/state.ts';
import { dispatcherMetrics } from '../health/dispatcher-metrics.ts';
import { stateMetrics } from '../health/state-metrics.ts';
import { stateFigures } from './state-figures.ts';

export interface ShownParts {
  readonly state: State;
  readonly dispatcher: Dispatcher;
  /** The tenant as labels name it. */
  readonly tenant: string;
}

/** Lets each scrape look up state and dispatcher. All series of what is configured are there from now on, with 0. */
export function showFigures(metrics: Metrics<typeof interactionServerMetrics>, parts: ShownParts): void {
  const { families } = metrics;
  const state = stateMetrics(families, stateFigures(parts.state, parts.tenant));
  // The first call makes all series, which takes half a second where there are 200,000: now, and not in the first scrape.
  state();
  metrics.beforeScrape(state);
  metrics.beforeScrape(dispatcherMetrics(families, parts.dispatcher.figures));
}
