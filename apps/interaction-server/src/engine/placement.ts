import type { Agent } from '../state/agent.ts';
import type { Interaction } from '../state/interaction.ts';
import type { AgentParty, Invitation, Party } from '../state/party.ts';
import type { Origin, WithAgents, WithRouter } from '../state/place.ts';
import type { Queue } from '../state/queue.ts';
import type { RouterSession, StrategyUse } from '../state/router-session.ts';
import { countHandled } from './agent-load.ts';
import { findAgent } from './agents.ts';
import { createRemovedQueue } from './configuration/queues.ts';
import { startHandling, startRouting, stopTimers } from './interaction-timers.ts';
import { countWaiting, queueCounts, uncountWaiting } from './queue-counts.ts';
import type { State } from './state.ts';
import { watchView, wakeView } from './view-pulls.ts';

/**
 * Moves interactions between places. Every move is one `leave` and one `enter…`, which keep indexes, counts, holders and timers in
 * line; between the two the interaction is nowhere, and its properties may change. Effects are the caller's.
 */

export const NO_PARTIES: readonly Party[] = Object.freeze([]);
export const NO_INVITATIONS: readonly Invitation[] = Object.freeze([]);

/** Takes an interaction out of the place that it is in. It has no open invitation. */
export function leave(state: State, interaction: Interaction): void {
  const { place } = interaction;
  switch (place.kind) {
    case 'queue':
      leaveQueue(state, interaction, place.queue);
      break;
    case 'router':
      leaveRouter(state, interaction, place);
      break;
    case 'agents':
      for (const party of interaction.parties) if (party.kind === 'agent') removeParty(state, interaction, party);
      if (place.origin !== null) leaveOrigin(state, interaction, place.origin, 'onAgents');
      interaction.parties = NO_PARTIES;
      break;
    case 'workbin':
    case 'snapshot-lock':
    case 'stopped':
      break;
  }
}

function leaveQueue(state: State, interaction: Interaction, name: string): void {
  const queue = state.queues.get(name) as Queue;
  if (!interaction.isHeld) for (const view of queue.views) view.index.remove(interaction);
  uncountWaiting(queue, interaction);
  noteIfEmpty(state, queue);
}

function leaveRouter(state: State, interaction: Interaction, place: WithRouter): void {
  const router = state.routers.get(place.router) as RouterSession;
  router.holding.delete(interaction);
  strategyUse(router, place.strategy).current--;
  const submitter = place.submitter === '' ? undefined : state.submitters.get(place.submitter);
  if (submitter !== undefined) submitter.current--;
  stopTimers(state, interaction, 'routing', null);
  leaveOrigin(state, interaction, place.origin, 'inRouter');
  interaction.parties = NO_PARTIES;
  // The answer to the last key is kept for a while from now on.
  if (interaction.retry !== null) interaction.retry = { ...interaction.retry, at: state.now };
}

function leaveOrigin(state: State, interaction: Interaction, origin: Origin, where: 'inRouter' | 'onAgents'): void {
  if (origin.kind !== 'queue') return;
  const queue = state.queues.get(origin.queue) as Queue;
  queueCounts(queue, interaction.mediaType)[where]--;
  queue.size--;
  noteIfEmpty(state, queue);
}

function enterOrigin(state: State, interaction: Interaction, origin: Origin, where: 'inRouter' | 'onAgents'): void {
  if (origin.kind !== 'queue') return;
  const queue = queueOf(state, origin.queue);
  queueCounts(queue, interaction.mediaType)[where]++;
  queue.size++;
}

/** A queue by name. One that only the database knows is there, too, as removed. */
export function queueOf(state: State, name: string): Queue {
  return state.queues.get(name) ?? createRemovedQueue(state, name);
}

function noteIfEmpty(state: State, queue: Queue): void {
  if (queue.removed && queue.size === 0) state.emptied.push(queue);
}

/** Puts an interaction into a queue, now. A return to the queue that it was in last keeps MovedToQueueAt. */
export function enterQueue(state: State, interaction: Interaction, queue: Queue): void {
  if (interaction.queue !== queue.name || interaction.movedToQueueAt === 0) {
    interaction.queue = queue.name;
    interaction.movedToQueueAt = state.now;
  }
  interaction.placedInQueueAt = state.now;
  waitInQueue(state, interaction, queue);
}

/** Puts an interaction into a queue with the times that it has. */
export function waitInQueue(state: State, interaction: Interaction, queue: Queue): void {
  interaction.place = queue.place;
  countWaiting(queue, interaction);
  if (!interaction.isHeld) showInViews(state, interaction, queue);
}

/** Shows an interaction that waits in a queue in its views. */
export function showInViews(state: State, interaction: Interaction, queue: Queue): void {
  for (const view of queue.views) {
    if (view.index.insert(interaction, state.now) && view.pulls.size > 0) wakeView(state, view);
    watchView(state, view);
  }
}

/** Takes an interaction that waits in a queue out of its views, before properties change. */
export function hideFromViews(interaction: Interaction, queue: Queue): void {
  for (const view of queue.views) view.index.remove(interaction);
}

/** Gives an interaction to a router for a strategy. */
export function enterRouter(state: State, interaction: Interaction, router: RouterSession, place: WithRouter): void {
  const use = strategyUse(router, place.strategy);
  interaction.place = place;
  interaction.parties = use.parties;
  router.holding.add(interaction);
  use.current++;
  const submitter = place.submitter === '' ? undefined : state.submitters.get(place.submitter);
  if (submitter !== undefined) submitter.current++;
  enterOrigin(state, interaction, place.origin, 'inRouter');
  startRouting(state, interaction, place.since);
}

/** A router's work for a strategy; begun if there is none yet. */
export function strategyUse(router: RouterSession, strategy: string): StrategyUse {
  let use = router.strategies.get(strategy);
  if (use === undefined) {
    const names = { routerId: router.name, strategyId: strategy };
    const party = Object.freeze({ kind: 'router', ...names } as const);
    const parties = Object.freeze([party]);
    use = { strategy, party, parties, actor: party, current: 0, total: 0, lastSubmittedAt: 0 };
    router.strategies.set(strategy, use);
  }
  return use;
}

/** Gives an interaction to an agent as its first party. */
export function enterAgents(
  state: State,
  interaction: Interaction,
  party: AgentParty,
  origin: Origin | null,
  view: string,
): void {
  const place = { kind: 'agents', origin, view, since: state.now } as const;
  interaction.place = place;
  interaction.parties = [party];
  interaction.assignedAt = state.now;
  interaction.assignedTo = party.agentId;
  bookAgents(state, interaction, place);
}

/** Books an interaction with the agents that are its parties. */
export function bookAgents(state: State, interaction: Interaction, place: WithAgents): void {
  if (place.origin !== null) enterOrigin(state, interaction, place.origin, 'onAgents');
  for (const party of interaction.parties) if (party.kind === 'agent') addParty(state, interaction, party);
}

/** An agent that is not there leaves it behind until it comes back. */
function addParty(state: State, interaction: Interaction, party: AgentParty): void {
  const agent = findAgent(state, party.agentId, party.placeId);
  if (agent === undefined) leaveBehind(state, party.agentId, interaction);
  else {
    agent.engaged.add(interaction);
    countHandled(state, agent, interaction.mediaType, 1);
  }
  startHandling(state, interaction, party);
}

function removeParty(state: State, interaction: Interaction, party: AgentParty): void {
  const agent = findAgent(state, party.agentId, party.placeId);
  if (agent?.engaged.delete(interaction) === true) countHandled(state, agent, interaction.mediaType, -1);
  else takeLeftBehind(state, party.agentId, interaction);
  stopTimers(state, interaction, 'handling', party);
}

/** The agent goes, the interaction stays with it: it has no queue to go back to. */
export function detachParty(state: State, interaction: Interaction, agent: Agent): void {
  if (!agent.engaged.delete(interaction)) return;
  countHandled(state, agent, interaction.mediaType, -1);
  leaveBehind(state, agent.session.agentId, interaction);
}

function leaveBehind(state: State, agentId: string, interaction: Interaction): void {
  const left = state.leftBehind.get(agentId);
  if (left === undefined) state.leftBehind.set(agentId, new Set([interaction]));
  else left.add(interaction);
}

/** The agent has it again, or it goes on without the agent. */
export function takeLeftBehind(state: State, agentId: string, interaction: Interaction): void {
  const left = state.leftBehind.get(agentId);
  if (left === undefined) return;
  left.delete(interaction);
  if (left.size === 0) state.leftBehind.delete(agentId);
}
