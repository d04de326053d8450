import { AgentSeries } from './agent-series.ts';
import type { Families } from './families.ts';
import { QueueSeries } from './queue-series.ts';
import { RouterSeries } from './router-series.ts';
import type { StateFigures } from './state-figures.ts';
import { ViewSeries } from './view-series.ts';

/**
 * Makes what a scrape calls first: it sets every gauge that shows the state of queues, views, routers and agents. Looked up rather than
 * kept up to date, since a state changes thousands of times between two scrapes. Series come with their objects, with 0, and go with them.
 */
export function stateMetrics(families: Families, figures: StateFigures): () => void {
  const series = [
    new QueueSeries(families),
    new ViewSeries(families),
    new RouterSeries(families),
    new AgentSeries(families),
  ];
  return () => {
    for (const each of series) each.fill(figures);
  };
}
