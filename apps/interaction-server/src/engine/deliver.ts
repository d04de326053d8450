import type { RequestDeliver } from '@ixn/protocol';
import type { Agent } from '../state/agent.ts';
import type { Interaction } from '../state/interaction.ts';
import type { Invitation } from '../state/party.ts';
import { actorAbout } from './actors.ts';
import { capacityLeft } from './agent-load.ts';
import { findAgent, sessionsOf } from './agents.ts';
import type { Effects } from './effects.ts';
import { announceInvitation, openInvitation } from './invitations.ts';
import { hasChanges, planChanges, setProperties } from './property-changes.ts';
import { Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';
import { liveInteraction, refuseStranger } from './rights.ts';
import type { State } from './state.ts';

type Deliver = Request<typeof RequestDeliver>;

/**
 * A router offers an interaction that it holds to an agent. Refused at once when it is impossible; otherwise answered with the outcome:
 * accepted (engine/accept.ts), rejected, expired or revoked.
 */
export function deliver(state: State, request: Deliver, effects: Effects): Refusal | undefined {
  const { session, attributes } = request;
  const interaction = liveInteraction(state, attributes.InteractionId);
  if (interaction instanceof Refusal) return interaction;
  const { router } = session;
  const stranger = refuseStranger(session, interaction);
  if (stranger !== undefined) return stranger;
  if (router === null) return refuse('RequestNotAllowed', '', 'only routers deliver');
  if (interaction.invitations.length > 0) {
    return refuse('InvitationOpen', 'InteractionId', `${interaction.id} is being offered to an agent`);
  }
  if (attributes.VisibilityMode !== undefined && attributes.VisibilityMode !== 'Conference') {
    return refuse('AttributeValue', 'VisibilityMode', 'an interaction in routing is offered as Conference');
  }
  const agent = chooseSession(state, interaction, attributes.AgentId, attributes.PlaceId);
  if (agent instanceof Refusal) return agent;
  const values = hasChanges(attributes) ? planChanges(state, interaction, attributes) : null;
  if (values instanceof Refusal) return values;

  if (values !== null) setProperties(state, interaction, values);
  const invitation: Invitation = {
    ticket: ++state.counters.ticket,
    operation: 'RouteToAgent',
    agentId: agent.session.agentId,
    placeId: agent.session.placeId,
    visibility: 'Conference',
    by: router.key,
    requestKey: request.requestKey,
    invitedAt: state.now,
  };
  if (interaction.deliveredAt === 0) interaction.deliveredAt = state.now;
  openInvitation(state, interaction, { invitation, client: router.client, waiting: [request.referenceId] });
  if (values === null) effects.moved(interaction);
  else effects.changed(interaction);
  const [holder] = interaction.parties;
  if (holder === undefined) throw new Error(`${interaction.id} is in routing without a party`);
  const actor = actorAbout(session, interaction);
  announceInvitation(state, interaction, invitation, holder, actor, attributes.Reason, effects);
  return undefined;
}

/** The session of the agent that is offered it: at the place named, else the first that may have it. */
function chooseSession(
  state: State,
  interaction: Interaction,
  agentId: string,
  placeId: string | undefined,
): Agent | Refusal {
  const { agents, options } = state.configuration;
  const rule = agents.get(agentId);
  if (rule === undefined ? options.agentLoginControl === 'enforce' : !rule.enabled) {
    return refuse('UnknownAgent', 'AgentId', `no enabled agent ${agentId} is configured`);
  }
  if (placeId !== undefined) {
    const agent = findAgent(state, agentId, placeId);
    if (agent === undefined)
      return refuse('AgentNotLoggedIn', 'AgentId', `agent ${agentId} is not logged in at ${placeId}`);
    return refuseAgent(state, interaction, agent) ?? agent;
  }
  let first: Refusal | undefined;
  for (const agent of sessionsOf(state, agentId)) {
    const refusal = refuseAgent(state, interaction, agent);
    if (refusal === undefined) return agent;
    first ??= refusal;
  }
  return first ?? refuse('AgentNotLoggedIn', 'AgentId', `agent ${agentId} is not logged in`);
}

/** Why the agent cannot be offered an interaction now. */
function refuseAgent(state: State, interaction: Interaction, agent: Agent): Refusal | undefined {
  const { session } = agent;
  const { mediaType } = interaction;
  const media = session.media.find(({ name }) => name === mediaType);
  if (media === undefined) {
    return refuse('MediaNotLoggedIn', 'AgentId', `agent ${session.agentId} has no media ${mediaType}`);
  }
  if (session.client === 0) {
    return refuse('AgentNotReady', 'AgentId', `the connection of agent ${session.agentId} is lost`);
  }
  if (session.doNotDisturb) {
    return refuse('AgentNotReady', 'AgentId', `agent ${session.agentId} does not want to be disturbed`);
  }
  if (!media.ready) {
    return refuse('AgentNotReady', 'AgentId', `agent ${session.agentId} is not ready for ${mediaType}`);
  }
  if (state.configuration.options.agentCapacityControl === 'none') return undefined;
  if (capacityLeft(state, agent, mediaType) > 0) return undefined;
  return refuse('AgentOverCapacity', 'AgentId', `agent ${session.agentId} can have no more ${mediaType} now`);
}
