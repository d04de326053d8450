import {
  EventError,
  EventPartyAdded,
  EventPulledInteractions,
  EventTakenFromQueue,
  type Packed,
  type RequestPull,
} from '@ixn/protocol';
import type { Actor } from '../state/actor.ts';
import type { Agent } from '../state/agent.ts';
import type { Interaction } from '../state/interaction.ts';
import type { OpenPull } from '../state/open-pull.ts';
import type { AgentParty } from '../state/party.ts';
import type { View } from '../state/queue.ts';
import { createTimer, type PullHoldTimer } from '../state/timer.ts';
import type { Effects } from './effects.ts';
import { packForParty } from './invitations.ts';
import { partyAttributes } from './parties.ts';
import { enterAgents, enterRouter, leave, strategyUse } from './placement.ts';
import { errorAttributes } from './refusal.ts';
import { reportInteraction } from './reports.ts';
import type { Request } from './request.ts';
import type { State } from './state.ts';
import { countGiven, mayGet, refuseLimits } from './submitters.ts';
import { freezeView, refreshView, watchView } from './view-pulls.ts';

/**
 * Gives interactions to those who pull. A routing engine's pull with nothing to give stays open:
 *
 *   asked → answered | held (nothing in view)
 *   held  → answered (something came into view) | ended empty (hold time over) | refused (a limit is reached) | dropped (client gone)
 *
 * At the end of every command, no pull is open to which something in view could be given.
 */

/** The next interaction of the views, in their order, and the view that shows it. */
function nextOf(
  state: State,
  views: readonly View[],
): { readonly interaction: Interaction; readonly view: View } | null {
  for (const view of views) {
    if (view.frozenUntil > state.now) continue;
    refreshView(state, view);
    const interaction = view.index.first(state.now);
    if (interaction !== undefined) return { interaction, view };
    freezeView(state, view);
  }
  return null;
}

/** Gives up to `count` interactions to an agent and answers its pull. */
export function giveToAgent(
  state: State,
  request: Request<typeof RequestPull>,
  agent: Agent,
  views: readonly View[],
  count: number,
  effects: Effects,
): void {
  const given: Packed[] = [];
  const { agentId, placeId } = agent.session;
  let size = 0;
  while (given.length < count) {
    const next = nextOf(state, views);
    if (next === null) break;
    const { interaction, view } = next;
    if (given.length > 0 && size + sizeOf(interaction) > state.maxAnswerSize) break;
    const party: AgentParty = { kind: 'agent', agentId, placeId, visibility: 'Conference', joinedAt: state.now };
    leave(state, interaction);
    enterAgents(state, interaction, party, view.queue.place, view.name);
    effects.moved(interaction);
    reportTaken(state, interaction, view, agent.actor, effects);
    size += given[given.push(packForParty(state, interaction)) - 1]?.length ?? 0;
  }
  effects.answer(request.session.client.id, request.referenceId, EventPulledInteractions, { Interactions: given });
}

/** Gives what there is, up to the pull's count and the limits, and answers. False: there is nothing. */
export function giveToRouter(state: State, pull: OpenPull, effects: Effects): boolean {
  const { router, strategy, submitter } = pull;
  const use = strategyUse(router, strategy);
  const most = Math.min(pull.count, mayGet(state, router, strategy, submitter));
  const given: Packed[] = [];
  let size = 0;
  while (given.length < most) {
    const next = nextOf(state, pull.views);
    if (next === null) break;
    const { interaction, view } = next;
    if (given.length > 0 && size + sizeOf(interaction) > state.maxAnswerSize) break;
    leave(state, interaction);
    enterRouter(state, interaction, router, {
      kind: 'router',
      router: router.key,
      strategy,
      submitter: submitter === null ? '' : submitter.rule.name,
      view: view.name,
      origin: view.queue.place,
      since: state.now,
    });
    use.total++;
    use.lastSubmittedAt = state.now;
    router.total++;
    countGiven(state, router, submitter);
    effects.moved(interaction);
    reportTaken(state, interaction, view, use.actor, effects);
    size += given[given.push(packForParty(state, interaction)) - 1]?.length ?? 0;
  }
  if (given.length === 0) return false;
  effects.answer(pull.client, pull.referenceId, EventPulledInteractions, { Interactions: given });
  return true;
}

/** Bytes that an interaction adds to an answer at most: its user data and what its properties need. */
function sizeOf(interaction: Interaction): number {
  return interaction.userData.length + PROPERTIES_SIZE;
}

/** Bytes of all system properties at their longest. */
const PROPERTIES_SIZE = 6144;

function reportTaken(state: State, interaction: Interaction, view: View, actor: Actor, effects: Effects): void {
  reportInteraction(state, effects, EventTakenFromQueue, interaction, actor, {
    Queue: view.queue.name,
    View: view.name,
  });
  for (const party of interaction.parties) {
    reportInteraction(state, effects, EventPartyAdded, interaction, actor, { Party: partyAttributes(party) });
  }
}

/** Lets a pull wait. */
export function holdPull(state: State, pull: OpenPull): void {
  pull.hold = createTimer<PullHoldTimer>('pull-hold', pull, null);
  state.timers.arm(pull.hold, state.now + state.configuration.options.pullHoldTimeout);
  pull.router.pulls.add(pull);
  for (const view of pull.views) {
    view.pulls.add(pull);
    watchView(state, view);
  }
}

/** Forgets a pull that waited. */
export function dropPull(state: State, pull: OpenPull): void {
  if (pull.hold !== null) state.timers.disarm(pull.hold);
  pull.router.pulls.delete(pull);
  for (const view of pull.views) view.pulls.delete(pull);
}

/** Ends a pull that waited with an empty answer. */
export function endPull(state: State, pull: OpenPull, effects: Effects): void {
  dropPull(state, pull);
  effects.answer(pull.client, pull.referenceId, EventPulledInteractions, { Interactions: [] });
}

/** Serves the pulls of views into which something came during this command, in the order in which they were asked. */
export function servePulls(state: State, effects: Effects): void {
  for (let view = state.awake.pop(); view !== undefined; view = state.awake.pop()) {
    view.awake = false;
    for (const pull of view.pulls) {
      const limited = refuseLimits(state, pull.router, pull.strategy, pull.submitter);
      if (limited !== undefined) {
        if (nextOf(state, pull.views) === null) break;
        dropPull(state, pull);
        effects.answer(pull.client, pull.referenceId, EventError, errorAttributes(limited));
      } else if (giveToRouter(state, pull, effects)) dropPull(state, pull);
      else break;
    }
  }
}
