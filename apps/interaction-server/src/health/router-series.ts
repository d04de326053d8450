import type { CounterSeries, GaugeSeries } from '@ixn/metrics';
import type { RouterSession } from '../state/router-session.ts';
import type { Families } from './families.ts';
import { Kept } from './kept.ts';
import type { StateFigures } from './state-figures.ts';

interface RouterRow {
  readonly name: string;
  readonly total: CounterSeries;
  readonly current: GaugeSeries;
  readonly capacity: GaugeSeries;
  readonly max: GaugeSeries;
}

interface StrategyRow {
  readonly router: string;
  readonly strategy: string;
  readonly loads: GaugeSeries;
  readonly total: CounterSeries;
  readonly current: GaugeSeries;
  readonly capacity: GaugeSeries;
  readonly lastAt: GaugeSeries;
}

/**
 * Routers that are configured or connected, and what each has for each strategy: those with an active submitter, and those it
 * has been given something for. Sessions of one name but of two types share a row, since labels have only the name.
 */
export class RouterSeries {
  readonly #families: Families;
  readonly #routers = new Kept<RouterRow>();
  readonly #strategies = new Kept<StrategyRow>();

  constructor(families: Families) {
    this.#families = families;
  }

  fill(figures: StateFigures): void {
    const sessions = new Map<string, RouterSession[]>();
    for (const name of figures.configuredRouters()) sessions.set(name, []);
    for (const session of figures.routers()) {
      const known = sessions.get(session.name);
      if (known === undefined) sessions.set(session.name, [session]);
      else known.push(session);
    }
    const active = figures.strategies();
    this.#families.current_strategies.set(active.size);
    this.#routers.begin();
    this.#strategies.begin();
    for (const [name, ofName] of sessions) {
      this.#showRouter(name, ofName, figures);
      const strategies = new Set(active.keys());
      for (const session of ofName) for (const strategy of session.strategies.keys()) strategies.add(strategy);
      for (const strategy of strategies) this.#showStrategy(name, strategy, ofName, figures, active.get(strategy));
    }
    this.#routers.sweep((row) => this.#dropRouter(row));
    this.#strategies.sweep((row) => this.#dropStrategy(row, figures.tenant));
  }

  #showRouter(name: string, sessions: readonly RouterSession[], figures: StateFigures): void {
    const row = this.#routers.row(name, () => ({
      name,
      total: this.#families.router_total_submitted.labels(name),
      current: this.#families.router_currently_submitted.labels(name),
      capacity: this.#families.router_current_capacity.labels(name),
      max: this.#families.router_max_submitted.labels(name),
    }));
    const current = sum(sessions, (session) => session.holding.size);
    const limit = figures.routerLimit(name);
    row.total.value = sum(sessions, (session) => session.total);
    row.current.set(current);
    row.capacity.set(Math.max(0, limit - current));
    row.max.set(Math.max(limit, current));
  }

  #showStrategy(
    name: string,
    strategy: string,
    sessions: readonly RouterSession[],
    figures: StateFigures,
    strategyLeft: number | undefined,
  ): void {
    const { tenant } = figures;
    const row = this.#strategies.row(`${name}\0${strategy}`, () => ({
      router: name,
      strategy,
      loads: this.#families.router_strategy_load_count.labels(name, strategy, tenant),
      total: this.#families.router_strategy_total_submitted.labels(name, strategy, tenant),
      current: this.#families.router_strategy_currently_submitted.labels(name, strategy, tenant),
      capacity: this.#families.router_strategy_current_capacity.labels(name, strategy, tenant),
      lastAt: this.#families.router_strategy_last_submitted_at.labels(name, strategy, tenant),
    }));
    const uses = sessions.map((session) => session.strategies.get(strategy));
    row.loads.set(sum(sessions, (session) => (session.client !== 0 && session.strategies.has(strategy) ? 1 : 0)));
    row.total.value = sum(uses, (use) => use?.total ?? 0);
    const current = sum(uses, (use) => use?.current ?? 0);
    const routerLeft = figures.routerLimit(name) - sum(sessions, (session) => session.holding.size);
    row.current.set(current);
    row.capacity.set(Math.max(0, Math.min(routerLeft, strategyLeft ?? figures.strategyLimit() - current)));
    row.lastAt.set(Math.max(0, ...uses.map((use) => use?.lastSubmittedAt ?? 0)) / 1000);
  }

  #dropRouter({ name }: RouterRow): void {
    this.#families.router_total_submitted.remove(name);
    this.#families.router_currently_submitted.remove(name);
    this.#families.router_current_capacity.remove(name);
    this.#families.router_max_submitted.remove(name);
  }

  #dropStrategy({ router, strategy }: StrategyRow, tenant: string): void {
    this.#families.router_strategy_load_count.remove(router, strategy, tenant);
    this.#families.router_strategy_total_submitted.remove(router, strategy, tenant);
    this.#families.router_strategy_currently_submitted.remove(router, strategy, tenant);
    this.#families.router_strategy_current_capacity.remove(router, strategy, tenant);
    this.#families.router_strategy_last_submitted_at.remove(router, strategy, tenant);
  }
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}
