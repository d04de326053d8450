import { EventAgentLogout, EventInvite } from '@ixn/protocol';
import type { Actor } from '../state/actor.ts';
import type { Agent } from '../state/agent.ts';
import type { AgentSession } from '../state/agent-session.ts';
import type { Interaction } from '../state/interaction.ts';
import type { AgentParty } from '../state/party.ts';
import { type AgentRestoreTimer, createTimer } from '../state/timer.ts';
import { countHandled } from './agent-load.ts';
import { sessionsOf } from './agents.ts';
import type { AgentRule } from './configuration/tenant-configuration.ts';
import type { Effects } from './effects.ts';
import { packForParty, sendInvite } from './invitations.ts';
import { countMedia } from './media.ts';
import { partyOf } from './parties.ts';
import { detachParty, takeLeftBehind } from './placement.ts';
import { putBack } from './put-back.ts';
import { type Reason, REASONS } from './reasons.ts';
import { refuse } from './refusal.ts';
import { reportAgent, SERVER } from './reports.ts';
import type { State } from './state.ts';

/**
 * An agent's session:
 *
 *   login → connected → detached (connection lost) → connected (same agent and place, back in time) | gone (restore time over)
 *   connected → connected (another client logs the same agent in at the same place) | gone (logout)
 *
 * When it goes, what it was offered or handled goes back to its queue at once. What has no queue (the agent submitted it and never
 * placed it) stays with the agent and is there again at the next login.
 */

/** Books a session: its media count, its place is taken. */
export function addAgent(state: State, session: AgentSession): Agent {
  const { agentId, placeId } = session;
  const actor: Actor = Object.freeze({ kind: 'agent', agentId, placeId });
  const rule = ruleOf(state, agentId);
  const agent: Agent = {
    session,
    rule,
    actor,
    engaged: new Set(),
    load: new Map(),
    status: 'told',
    restore: null,
  };
  state.agents.set(agentId, [...sessionsOf(state, agentId), agent]);
  state.places.set(placeId, agent);
  state.agentCount++;
  for (const media of session.media) countMedia(state, media, 1);
  return agent;
}

/** The configured agent. With agent-login-control=none an agent may be none of those. */
export function ruleOf(state: State, agentId: string): AgentRule {
  return state.configuration.agents.get(agentId) ?? { agentId, enabled: true, capacity: null };
}

/** Forgets a session. Nothing is engaged in it any more. */
function removeAgent(state: State, agent: Agent): void {
  const { agentId, placeId } = agent.session;
  const others = sessionsOf(state, agentId).filter((other) => other !== agent);
  if (others.length === 0) state.agents.delete(agentId);
  else state.agents.set(agentId, others);
  state.places.delete(placeId);
  state.agentCount--;
  for (const media of agent.session.media) countMedia(state, media, -1);
  if (agent.restore !== null) state.timers.disarm(agent.restore);
}

/** The connection is lost: the agent has some time to come back. */
export function detachAgent(state: State, agent: Agent, restoreTime: number): void {
  agent.session.client = 0;
  agent.restore ??= createTimer<AgentRestoreTimer>('agent-restore', agent, null);
  state.timers.arm(agent.restore, state.now + restoreTime);
}

/** A client has the agent now. */
export function attachAgent(state: State, agent: Agent, client: number): void {
  agent.session.client = client;
  if (agent.restore !== null) state.timers.disarm(agent.restore);
}

/** The agent has not come back in time. */
export function loseAgent(state: State, agent: Agent, effects: Effects): void {
  endSession(state, agent, SERVER, undefined, REASONS.agentLost, effects);
}

/** Ends a session: EventAgentLogout, then what the agent was offered or handled goes back. */
export function endSession(
  state: State,
  agent: Agent,
  actor: Actor,
  given: Reason,
  reason: Reason,
  effects: Effects,
): void {
  agent.session.client = 0;
  effects.agentRemoved(agent.session);
  reportAgent(state, effects, EventAgentLogout, agent, actor, { Reason: given ?? reason });
  const outcome = refuse('InvitationRevoked', '', `agent ${agent.session.agentId} has gone`);
  for (const interaction of agent.engaged) {
    if (partyOf(interaction, agent) !== undefined && hasNoOrigin(interaction)) detachParty(state, interaction, agent);
    else putBack(state, interaction, { reason, tellParties: false, tellInvited: false, outcome }, effects);
  }
  removeAgent(state, agent);
}

function hasNoOrigin({ place }: Interaction): boolean {
  return place.kind === 'agents' && place.origin === null;
}

/** Gives an agent that logs in what it had left behind. */
export function takeUp(state: State, agent: Agent, effects: Effects): void {
  const { agentId, placeId } = agent.session;
  for (const interaction of state.leftBehind.get(agentId) ?? []) {
    takeLeftBehind(state, agentId, interaction);
    rename(interaction, agentId, placeId);
    agent.engaged.add(interaction);
    countHandled(state, agent, interaction.mediaType, 1);
    effects.moved(interaction);
  }
}

/** The party keeps its timer: only its place changes. */
function rename(interaction: Interaction, agentId: string, placeId: string): void {
  for (const party of interaction.parties)
    if (party.kind === 'agent' && party.agentId === agentId) party.placeId = placeId;
}

/** After a reconnect, the agent finds again what it handles and what it is offered. */
export function sendRestored(state: State, agent: Agent, effects: Effects): void {
  const { agentId, placeId, client } = agent.session;
  for (const interaction of agent.engaged) {
    const party = partyOf(interaction, agent);
    if (party !== undefined) sendRestore(state, interaction, party, client, effects);
    for (const invitation of interaction.invitations) {
      if (invitation.agentId !== agentId || invitation.placeId !== placeId) continue;
      sendInvite(state, interaction, invitation, interaction.parties[0] ?? null, agent, effects);
    }
  }
}

function sendRestore(
  state: State,
  interaction: Interaction,
  party: AgentParty,
  client: number,
  effects: Effects,
): void {
  effects.send(client, EventInvite, {
    Interaction: packForParty(state, interaction),
    VisibilityMode: party.visibility,
    Operation: 'Restore',
  });
}
