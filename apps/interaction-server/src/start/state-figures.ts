import { oldestArrival } from '../engine/queue-counts.ts';
import type { State } from '../engine/state.ts';
import { routerLimit, submitterLimit } from '../engine/submitters.ts';
import type { StateFigures } from '../health/state-figures.ts';

/** The engine's state as the health port reads it. `tenant` is the tenant as labels name it. */
export function stateFigures(state: State, tenant: string): StateFigures {
  return {
    tenant,
    now: () => Date.now() / 1000,
    mediaTypes: () => state.configuration.mediaTypes.keys(),
    queues: () => state.queues.values(),
    oldestArrival,
    views: () => state.views.values(),
    agentCount: () => state.agentCount,
    agentMedia: (media) => state.agentMedia.get(media),
    routers: () => state.routers.values(),
    configuredRouters: () => state.configuration.routers.keys(),
    strategies: () => strategiesOf(state),
    strategyLimit: () => state.configuration.options.defaultMaxSubmittedPerStrategy,
    routerLimit: (name) => routerLimit(state, name),
  };
}

/** A strategy may have several submitters; each adds what it has left. */
function strategiesOf(state: State): ReadonlyMap<string, number> {
  const left = new Map<string, number>();
  for (const submitter of state.submitters.values()) {
    const more = Math.max(0, submitterLimit(state, submitter) - submitter.current);
    left.set(submitter.rule.strategy, (left.get(submitter.rule.strategy) ?? 0) + more);
  }
  return left;
}
