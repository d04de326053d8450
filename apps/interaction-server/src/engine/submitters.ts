import type { Submitter } from '../state/submitter.ts';
import type { RouterSession } from '../state/router-session.ts';
import type { SubmitterRule } from './configuration/tenant-configuration.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { State } from './state.ts';

/** A submitter as the configuration has just brought it. What it has in routing already is counted by the caller. */
export function createSubmitter(rule: SubmitterRule): Submitter {
  return { rule, current: 0, total: 0, second: 0, takenInSecond: 0 };
}

/** Interactions that a router may have at once. */
export function routerLimit(state: State, routerName: string): number {
  const { routers, options } = state.configuration;
  return routers.get(routerName)?.maxSubmitted ?? options.defaultMaxSubmittedPerRouter;
}

/** Interactions that a submitter may have in routing at once, over all routers. */
export function submitterLimit(state: State, submitter: Submitter): number {
  return submitter.rule.maxSubmitted ?? state.configuration.options.defaultMaxSubmittedPerStrategy;
}

/** How many more a router may get now for a strategy: the tightest of the limits of router, submitter and strategy. */
export function remainingCapacity(
  state: State,
  router: RouterSession,
  strategy: string,
  submitter: Submitter | null,
): number {
  const ofRouter = routerLimit(state, router.name) - router.holding.size;
  const ofStrategy =
    submitter === null
      ? state.configuration.options.defaultMaxSubmittedPerStrategy - (router.strategies.get(strategy)?.current ?? 0)
      : submitterLimit(state, submitter) - submitter.current;
  return Math.max(0, Math.min(ofRouter, ofStrategy));
}

/** How many more may be given away in the second that it is now. */
export function remainingRate(state: State, router: RouterSession, submitter: Submitter | null): number {
  const { routers, options } = state.configuration;
  const second = Math.floor(state.now / 1000);
  let remaining = left(routers.get(router.name)?.maxSubmissionRate ?? 0, router, second);
  if (submitter !== null) {
    const rate = submitter.rule.maxSubmissionRate ?? options.defaultMaxSubmissionRate;
    remaining = Math.min(remaining, left(rate, submitter, second));
  }
  return remaining;
}

interface Rated {
  second: number;
  takenInSecond: number;
}

/** A rate of 0 is no limit. */
function left(rate: number, rated: Rated, second: number): number {
  if (rate === 0) return Infinity;
  return rated.second === second ? Math.max(0, rate - rated.takenInSecond) : rate;
}

/** Counts one that was given away towards the rates. */
export function countGiven(state: State, router: RouterSession, submitter: Submitter | null): void {
  const second = Math.floor(state.now / 1000);
  countIn(router, second);
  if (submitter !== null) countIn(submitter, second);
}

function countIn(rated: Rated, second: number): void {
  if (rated.second !== second) {
    rated.second = second;
    rated.takenInSecond = 0;
  }
  rated.takenInSecond++;
}

/** How many more a router may get now, limits and rates together. */
export function mayGet(state: State, router: RouterSession, strategy: string, submitter: Submitter | null): number {
  return Math.min(remainingCapacity(state, router, strategy, submitter), remainingRate(state, router, submitter));
}

/** Refuses a pull that may get nothing now. */
export function refuseLimits(
  state: State,
  router: RouterSession,
  strategy: string,
  submitter: Submitter | null,
): Refusal | undefined {
  if (remainingCapacity(state, router, strategy, submitter) === 0) {
    const whose = submitter === null ? `strategy ${strategy}` : `submitter ${submitter.rule.name}`;
    return refuse('TooManyInteractions', '', `router ${router.name} or ${whose} has as many in routing as it may`);
  }
  if (remainingRate(state, router, submitter) > 0) return undefined;
  const whose = submitter === null ? `router ${router.name}` : `submitter ${submitter.rule.name}`;
  return refuse('SubmissionRateExceeded', '', `${whose} has got as many in this second as it may`);
}
