import { EventAgentInvited, EventInvite, EventRevoked } from '@ixn/protocol';
import type { Actor } from '../state/actor.ts';
import type { Agent } from '../state/agent.ts';
import type { Interaction } from '../state/interaction.ts';
import type { Offer } from '../state/offer.ts';
import type { AgentParty, Invitation, Party } from '../state/party.ts';
import { countInvited } from './agent-load.ts';
import { findAgent } from './agents.ts';
import type { EffectAttributes, Effects } from './effects.ts';
import { offerOf, startDelivering, stopTimers } from './interaction-timers.ts';
import { packInteraction } from './interaction-properties.ts';
import { partyAttributes } from './parties.ts';
import { NO_INVITATIONS } from './placement.ts';
import type { Reason } from './reasons.ts';
import { reportInteraction } from './reports.ts';
import type { State } from './state.ts';

/**
 * An invitation: open → accepted | rejected | expired | revoked (the interaction or the agent has gone). While it is open, its offer
 * and its timer stand beside it, and it counts in the agent's load.
 */

/** The agent as it would take part. */
export function invitedParty(invitation: Invitation): AgentParty {
  const { agentId, placeId, visibility, invitedAt } = invitation;
  return { kind: 'agent', agentId, placeId, visibility, joinedAt: invitedAt };
}

/** Books an invitation with the interaction, the agent and the timers. */
export function openInvitation(state: State, interaction: Interaction, offer: Offer): void {
  interaction.invitations = [...interaction.invitations, offer.invitation];
  bookInvitation(state, interaction, offer);
}

/** Books an invitation that the interaction has. */
export function bookInvitation(state: State, interaction: Interaction, offer: Offer): void {
  const { agentId, placeId } = offer.invitation;
  const agent = findAgent(state, agentId, placeId);
  if (agent !== undefined) {
    agent.engaged.add(interaction);
    countInvited(state, agent, interaction.mediaType, 1);
  }
  startDelivering(state, interaction, offer);
}

/** Ends an invitation, whatever its outcome. */
export function closeInvitation(state: State, interaction: Interaction, offer: Offer): void {
  const { invitation } = offer;
  interaction.invitations =
    interaction.invitations.length === 1
      ? NO_INVITATIONS
      : interaction.invitations.filter((other) => other !== invitation);
  const agent = findAgent(state, invitation.agentId, invitation.placeId);
  if (agent?.engaged.delete(interaction) === true) countInvited(state, agent, interaction.mediaType, -1);
  stopTimers(state, interaction, 'delivering', offer);
}

const NO_OFFERS: readonly Offer[] = Object.freeze([]);

/** Ends all open invitations of an interaction. */
export function closeOffers(state: State, interaction: Interaction): readonly Offer[] {
  if (interaction.invitations.length === 0) return NO_OFFERS;
  const offers = interaction.invitations.map((invitation) => offerOf(interaction, invitation));
  for (const offer of offers) closeInvitation(state, interaction, offer);
  return offers;
}

/** Reports an invitation and tells the agent. */
export function announceInvitation(
  state: State,
  interaction: Interaction,
  invitation: Invitation,
  inviter: Party,
  actor: Actor,
  reason: Reason,
  effects: Effects,
): void {
  const { ticket, operation } = invitation;
  reportInteraction(state, effects, EventAgentInvited, interaction, actor, {
    TicketId: ticket,
    Party: partyAttributes(invitedParty(invitation)),
    Operation: operation,
    Reason: reason,
  });
  const agent = findAgent(state, invitation.agentId, invitation.placeId);
  if (agent !== undefined) sendInvite(state, interaction, invitation, inviter, agent, effects);
}

/** Offers an interaction to the agent; again, after a reconnect. */
export function sendInvite(
  state: State,
  interaction: Interaction,
  invitation: Invitation,
  inviter: Party | null,
  agent: Agent,
  effects: Effects,
): void {
  if (agent.session.client === 0) return;
  effects.send(agent.session.client, EventInvite, {
    TicketId: invitation.ticket,
    Interaction: packForParty(state, interaction),
    Party: inviter === null ? undefined : partyAttributes(inviter),
    VisibilityMode: invitation.visibility,
    Operation: invitation.operation,
  });
}

/** Tells an invited agent that the offer is taken back, if the agent is connected. */
export function sendRevokedInvitation(
  state: State,
  interaction: Interaction,
  invitation: Invitation,
  reason: Reason,
  effects: Effects,
): void {
  const agent = findAgent(state, invitation.agentId, invitation.placeId);
  if (agent === undefined || agent.session.client === 0) return;
  effects.send(agent.session.client, EventRevoked, {
    EventTime: state.now,
    Interaction: packForParty(state, interaction),
    ...revokedInvitation(invitation, reason),
  });
}

/** What EventRevoked says of an invitation. */
export function revokedInvitation(invitation: Invitation, reason: Reason): EffectAttributes {
  return { TicketId: invitation.ticket, Party: partyAttributes(invitedParty(invitation)), Reason: reason };
}

/** Tells a party that the interaction is taken from it, if it is connected. */
export function sendRevoked(
  state: State,
  interaction: Interaction,
  party: Party,
  routerClient: number,
  reason: Reason,
  effects: Effects,
): void {
  const client =
    party.kind === 'router' ? routerClient : (findAgent(state, party.agentId, party.placeId)?.session.client ?? 0);
  if (client === 0) return;
  effects.send(client, EventRevoked, {
    EventTime: state.now,
    Interaction: packForParty(state, interaction),
    Party: partyAttributes(party),
    Reason: reason,
  });
}

/** An interaction as parties get it: with user data. */
export function packForParty(state: State, interaction: Interaction): ReturnType<typeof packInteraction> {
  return packInteraction(interaction, { tenantId: state.configuration.tenantId, userData: true });
}
