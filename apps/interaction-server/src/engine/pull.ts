import { EventPulledInteractions, packedGet, type Packed, type RequestPull } from '@ixn/protocol';
import type { OpenPull } from '../state/open-pull.ts';
import type { View } from '../state/queue.ts';
import type { RouterSession } from '../state/router-session.ts';
import type { Submitter } from '../state/submitter.ts';
import type { Effects } from './effects.ts';
import { giveToAgent, giveToRouter, holdPull } from './giving.ts';
import { MAX_OPEN_PULLS } from './limits.ts';
import { Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';
import { notLoggedIn, refuseTenant } from './rights.ts';
import type { State } from './state.ts';
import { refuseLimits } from './submitters.ts';

type Pull = Request<typeof RequestPull>;

/**
 * A taker asks for interactions of a view, or of a queue: then of its views, in their order. What it gets leaves the queue and has the
 * taker as party. When nothing fits, an agent gets an empty answer; a routing engine's pull stays open (engine/giving.ts).
 */
export function pull(state: State, request: Pull, effects: Effects): Refusal | undefined {
  const { session, attributes } = request;
  const tenant = refuseTenant(state, attributes.TenantId);
  if (tenant !== undefined) return tenant;
  const views = viewsOf(state, request);
  if (views instanceof Refusal) return views;
  const count = Math.min(attributes.Count, state.configuration.options.maxInteractionsPerPull);

  if (session.router !== null) return pullForStrategy(state, request, session.router, views, count, effects);
  if (session.agent === null) return notLoggedIn();
  giveToAgent(state, request, session.agent, views, count, effects);
  return undefined;
}

function viewsOf(state: State, { attributes }: Pull): readonly View[] | Refusal {
  const { ViewId, Queue, Workbin } = attributes;
  if (ViewId !== undefined) {
    const view = state.views.get(ViewId);
    if (view === undefined) return refuse('UnknownView', 'ViewId', `no view ${ViewId} is configured`);
    if (Queue !== undefined && view.queue.name !== Queue) {
      return refuse('UnknownView', 'ViewId', `${ViewId} is not a view of queue ${Queue}`);
    }
    return [view];
  }
  if (Queue !== undefined) {
    const queue = state.queues.get(Queue);
    return queue === undefined ? refuse('UnknownQueue', 'Queue', `no queue ${Queue} is configured`) : queue.views;
  }
  if (Workbin !== undefined) return refuse('NotSupportedYet', 'Workbin', 'pulling from a workbin');
  return refuse('AttributeMissing', 'ViewId', 'one of ViewId, Queue, Workbin');
}

function pullForStrategy(
  state: State,
  request: Pull,
  router: RouterSession,
  views: readonly View[],
  count: number,
  effects: Effects,
): Refusal | undefined {
  const { attributes } = request;
  const strategy = readName(attributes.Extension, 'pull-for-strategy');
  if (strategy instanceof Refusal) return strategy;
  const submitterName = readName(attributes.Extension, 'submitter');
  if (submitterName instanceof Refusal) return submitterName;
  const submitter = findSubmitter(state, submitterName, strategy, views);
  if (submitter instanceof Refusal) return submitter;
  const pulledFor = strategy === '' ? (submitter?.rule.strategy ?? '') : strategy;
  if (pulledFor === '') {
    return refuse('AttributeMissing', 'Extension.pull-for-strategy', 'a routing engine has to name the strategy');
  }
  if (!state.configuration.strategies.has(pulledFor)) {
    return refuse('UnknownStrategy', 'Extension.pull-for-strategy', `no strategy ${pulledFor} is configured`);
  }
  const limited = refuseLimits(state, router, pulledFor, submitter);
  if (limited !== undefined) return limited;

  const asked: OpenPull = {
    client: request.session.client.id,
    referenceId: request.referenceId,
    router,
    strategy: pulledFor,
    submitter,
    views: submitter === null ? views : views.filter((view) => view.name === submitter.rule.view),
    count,
    hold: null,
  };
  if (giveToRouter(state, asked, effects)) return undefined;
  if (state.configuration.options.pullHoldTimeout === 0) {
    effects.answer(asked.client, asked.referenceId, EventPulledInteractions, { Interactions: [] });
    return undefined;
  }
  if (router.pulls.size >= MAX_OPEN_PULLS) {
    return refuse('LimitExceeded', '', `${MAX_OPEN_PULLS} pulls of this client wait already`);
  }
  holdPull(state, asked);
  return undefined;
}

/** A name in Extension, '' when it is not there. */
function readName(extension: Packed | undefined, key: string): string | Refusal {
  const value = extension === undefined ? undefined : packedGet(extension, key);
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : refuse('AttributeType', `Extension.${key}`, 'expected str');
}

function findSubmitter(
  state: State,
  name: string,
  strategy: string,
  views: readonly View[],
): Submitter | null | Refusal {
  if (name === '') return null;
  const submitter = state.submitters.get(name);
  if (submitter === undefined || submitter.rule.routerKind !== 'routing-engine') {
    const detail = `no submitter ${name} for routing engines is configured and enabled`;
    return refuse('UnknownSubmitter', 'Extension.submitter', detail);
  }
  const { rule } = submitter;
  if (strategy !== '' && strategy !== rule.strategy) {
    return refuse('UnknownSubmitter', 'Extension.submitter', `${name} is not for strategy ${strategy}`);
  }
  if (views.some((view) => view.name === rule.view)) return submitter;
  return refuse('UnknownSubmitter', 'Extension.submitter', `${name} does not take from this view`);
}
