import {
  EventAgentLogin,
  EventForcedAgentStateChange,
  EventMediaAdded,
  EventMediaRemoved,
  EventNotReadyForMedia,
  EventReadyForMedia,
  type RequestAgentLogin,
} from '@ixn/protocol';
import type { Agent } from '../state/agent.ts';
import type { AgentSession } from '../state/agent-session.ts';
import { addAgent, attachAgent, endSession, sendRestored, takeUp } from './agent-session.ts';
import { mediaStates } from './agent-status.ts';
import { findAgent, sessionsOf } from './agents.ts';
import { markStatus } from './agent-load.ts';
import { acknowledge } from './answers.ts';
import { endTakenOver } from './client-session.ts';
import type { Effects } from './effects.ts';
import { stopAwaitingLogin } from './login-timeout.ts';
import { addMedia, mediaOf, removeMedia, setReady } from './media.ts';
import { packReason, REASONS } from './reasons.ts';
import { type Refusal, refuse } from './refusal.ts';
import { reportAgent } from './reports.ts';
import type { Request } from './request.ts';
import { refuseTenant } from './rights.ts';
import type { State } from './state.ts';

type Login = Request<typeof RequestAgentLogin>;

/**
 * Logs an agent in at a place. The same agent at the same place takes its session over (protocol.md, "Registration"); at another place
 * allow-multiple-agent-connections decides.
 */
export function agentLogin(state: State, request: Login, effects: Effects): Refusal | undefined {
  const { session, attributes } = request;
  const { AgentId, PlaceId } = attributes;
  const refusal = refuseTenant(state, attributes.TenantId) ?? refuseNames(state, request);
  if (refusal !== undefined) return refusal;
  if (session.agent !== null) {
    const { agentId } = session.agent.session;
    return refuse('AgentAlreadyLoggedIn', '', `agent ${agentId} is logged in through this client`);
  }
  const same = findAgent(state, AgentId, PlaceId);
  if (same !== undefined) {
    restore(state, request, same, effects);
    return undefined;
  }
  const occupied = refuseElsewhere(state, AgentId, PlaceId);
  if (occupied !== undefined) return occupied;
  if (state.configuration.options.allowMultipleAgentConnections === 'force-logout') {
    for (const other of sessionsOf(state, AgentId)) forceLogout(state, other, effects);
  }
  login(state, request, effects);
  return undefined;
}

function refuseNames(state: State, { attributes }: Login): Refusal | undefined {
  const { agents, places, mediaTypes, options } = state.configuration;
  const { AgentId, PlaceId, MediaList } = attributes;
  const mustBeKnown = options.agentLoginControl === 'enforce';
  const rule = agents.get(AgentId);
  if (rule === undefined ? mustBeKnown : !rule.enabled) {
    return refuse('UnknownAgent', 'AgentId', `no enabled agent ${AgentId} is configured`);
  }
  if (mustBeKnown && !places.has(PlaceId))
    return refuse('UnknownPlace', 'PlaceId', `no place ${PlaceId} is configured`);
  for (const media of MediaList?.keys() ?? []) {
    if (!mediaTypes.has(media)) {
      return refuse('UnknownMediaType', `MediaList.${media}`, `no media type ${media} is configured`);
    }
  }
  return undefined;
}

function refuseElsewhere(state: State, agentId: string, placeId: string): Refusal | undefined {
  const [elsewhere] = sessionsOf(state, agentId);
  if (elsewhere !== undefined && state.configuration.options.allowMultipleAgentConnections === 'false') {
    const detail = `agent ${agentId} is logged in at ${elsewhere.session.placeId}`;
    return refuse('AgentAlreadyLoggedIn', 'AgentId', detail);
  }
  const occupant = state.places.get(placeId);
  if (occupant === undefined) return undefined;
  return refuse('PlaceOccupied', 'PlaceId', `agent ${occupant.session.agentId} is logged in at ${placeId}`);
}

/** Ends a session because the agent logs in at another place. */
function forceLogout(state: State, agent: Agent, effects: Effects): void {
  const { client } = agent.session;
  const change = { AgentStateChangeOperation: 'Logout', Reason: REASONS.loggedInElsewhere };
  if (client !== 0) effects.send(client, EventForcedAgentStateChange, change);
  endSession(state, agent, agent.actor, undefined, REASONS.loggedInElsewhere, effects);
  if (client !== 0) endTakenOver(state, client, `agent ${agent.session.agentId} has logged in elsewhere`, effects);
}

function login(state: State, request: Login, effects: Effects): void {
  const { AgentId, PlaceId, MediaList, Reason } = request.attributes;
  const reason = packReason(Reason);
  const created: AgentSession = {
    agentId: AgentId,
    placeId: PlaceId,
    loggedInAt: state.now,
    media: [...(MediaList ?? [])].map(([name, ready]) => ({ name, ready: ready === 1, reason: '' })),
    doNotDisturb: false,
    reason,
    client: 0,
  };
  const agent = addAgent(state, created);
  attach(state, request, agent);
  effects.agentSaved(created);
  reportAgent(state, effects, EventAgentLogin, agent, agent.actor, { MediaList: mediaStates(agent), Reason });
  acknowledge(request, effects);
  takeUp(state, agent, effects);
  sendRestored(state, agent, effects);
}

/** The agent is back in time, or comes by another connection: it keeps what it has. */
function restore(state: State, request: Login, agent: Agent, effects: Effects): void {
  const former = agent.session.client;
  if (former !== 0) endTakenOver(state, former, `agent ${agent.session.agentId} has logged in again`, effects);
  attach(state, request, agent);
  acknowledge(request, effects);
  alignMedia(state, request, agent, effects);
  sendRestored(state, agent, effects);
}

function attach(state: State, { session }: Login, agent: Agent): void {
  session.agent = agent;
  stopAwaitingLogin(state, session);
  attachAgent(state, agent, session.client.id);
  markStatus(state, agent);
}

/** Media as the login asks for. Without MediaList they stay as they were. */
function alignMedia(state: State, { attributes }: Login, agent: Agent, effects: Effects): void {
  const { MediaList, Reason } = attributes;
  if (MediaList === undefined) return;
  for (const media of agent.session.media) {
    if (MediaList.has(media.name)) continue;
    removeMedia(state, agent, media);
    reportAgent(state, effects, EventMediaRemoved, agent, agent.actor, { MediaTypeName: media.name, Reason });
  }
  for (const [name, wanted] of MediaList) {
    const ready = wanted === 1;
    const media = mediaOf(agent, name);
    if (media?.ready === ready) continue;
    if (media === undefined) addMedia(state, agent, name, ready, '');
    else setReady(state, agent, media, ready, packReason(Reason));
    if (media === undefined)
      reportAgent(state, effects, EventMediaAdded, agent, agent.actor, { MediaTypeName: name, Reason });
    const event = ready ? EventReadyForMedia : EventNotReadyForMedia;
    reportAgent(state, effects, event, agent, agent.actor, { MediaTypeName: name, Reason });
  }
  effects.agentSaved(agent.session);
}
