import { EventAccepted, EventPartyAdded, EventPartyRemoved, type RequestAccept } from '@ixn/protocol';
import type { Agent } from '../state/agent.ts';
import type { Interaction } from '../state/interaction.ts';
import type { Offer } from '../state/offer.ts';
import type { AgentParty } from '../state/party.ts';
import type { Place } from '../state/place.ts';
import { acknowledge } from './answers.ts';
import type { Effects } from './effects.ts';
import { offerOf } from './interaction-timers.ts';
import { closeInvitation } from './invitations.ts';
import { tellOutcome } from './outcome.ts';
import { partyAttributes } from './parties.ts';
import { enterAgents, leave } from './placement.ts';
import { Refusal, refuse } from './refusal.ts';
import { reportInteraction } from './reports.ts';
import type { Request } from './request.ts';
import { retryRecord } from './retry.ts';
import { liveInteraction, notLoggedIn } from './rights.ts';
import type { State } from './state.ts';

/** An agent takes what a router offers: the agent is its party now, in the router's place. */
export function accept(state: State, request: Request<typeof RequestAccept>, effects: Effects): Refusal | undefined {
  const { agent } = request.session;
  if (agent === null) return notLoggedIn();
  const { InteractionId, TicketId } = request.attributes;
  const interaction = liveInteraction(state, InteractionId);
  if (interaction instanceof Refusal) return interaction;
  const offer = openOffer(interaction, agent, TicketId);
  if (offer instanceof Refusal) return offer;

  const { invitation } = offer;
  const { place, parties } = interaction;
  const { agentId, placeId } = agent.session;
  const party: AgentParty = { kind: 'agent', agentId, placeId, visibility: invitation.visibility, joinedAt: state.now };
  closeInvitation(state, interaction, offer);
  leave(state, interaction);
  enterAgents(state, interaction, party, originOf(place), viewOf(place));
  interaction.retry =
    retryRecord(state, invitation.by, invitation.requestKey, 'RequestDeliver', null) ?? interaction.retry;
  effects.moved(interaction);

  acknowledge(request, effects);
  const added = partyAttributes(party);
  const accepted = { TicketId: invitation.ticket, Party: added, Operation: invitation.operation };
  reportInteraction(state, effects, EventAccepted, interaction, agent.actor, accepted);
  reportInteraction(state, effects, EventPartyAdded, interaction, agent.actor, { Party: added });
  for (const former of parties) {
    const own = { Party: partyAttributes(former) };
    reportInteraction(state, effects, EventPartyRemoved, interaction, agent.actor, own);
  }
  tellOutcome(state, interaction, offer, null, effects);
  return undefined;
}

/** The invitation that an agent answers. */
export function openOffer(interaction: Interaction, agent: Agent, ticket: number): Offer | Refusal {
  const { agentId, placeId } = agent.session;
  for (const invitation of interaction.invitations) {
    if (invitation.ticket !== ticket) continue;
    if (invitation.agentId === agentId && invitation.placeId === placeId) return offerOf(interaction, invitation);
  }
  return refuse(
    'UnknownTicket',
    'TicketId',
    `no invitation ${ticket} of agent ${agentId} to ${interaction.id} is open`,
  );
}

function originOf(place: Place): Parameters<typeof enterAgents>[3] {
  return place.kind === 'router' || place.kind === 'agents' ? place.origin : null;
}

function viewOf(place: Place): string {
  return place.kind === 'router' || place.kind === 'agents' ? place.view : '';
}
