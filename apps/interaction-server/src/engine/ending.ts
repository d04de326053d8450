import { EventPartyRemoved, EventProcessingStopped, EventRevoked } from '@ixn/protocol';
import type { Actor } from '../state/actor.ts';
import type { ClientSession } from '../state/client-session.ts';
import type { Interaction } from '../state/interaction.ts';
import type { Offer } from '../state/offer.ts';
import type { Party } from '../state/party.ts';
import { isOwnParty } from './actors.ts';
import type { Effects } from './effects.ts';
import { closeOffers, revokedInvitation, sendRevoked, sendRevokedInvitation } from './invitations.ts';
import { tellOutcome } from './outcome.ts';
import { partyAttributes } from './parties.ts';
import { leave } from './placement.ts';
import { type Reason, REASONS } from './reasons.ts';
import { refuse } from './refusal.ts';
import { reportInteraction } from './reports.ts';
import type { State } from './state.ts';

/** Who had an interaction, or was offered it, before it moved on. */
export interface Holders {
  readonly parties: readonly Party[];
  readonly offers: readonly Offer[];
  /** The client of the router among the parties; 0: none. */
  readonly routerClient: number;
}

/** Takes an interaction from whoever has it or is offered it. The next thing is to let it enter a place, or to end it. */
export function takeAway(state: State, interaction: Interaction): Holders {
  const { parties, place } = interaction;
  const routerClient = place.kind === 'router' ? (state.routers.get(place.router)?.client ?? 0) : 0;
  const offers = closeOffers(state, interaction);
  leave(state, interaction);
  return { parties, offers, routerClient };
}

/** Ends an interaction that was taken away: the live row goes, what is kept of it comes. */
export function end(state: State, interaction: Interaction, stopReason: string, effects: Effects): void {
  const completedAt = state.now;
  interaction.place = { kind: 'stopped', completedAt, reason: stopReason };
  state.interactions.delete(interaction.id);
  const { id, submittedBy } = interaction;
  const completed = { id, submittedBy, completedAt, stopReason, retry: interaction.retry };
  state.stopped.add(completed);
  effects.completed(interaction, completed);
}

/** Says that an interaction has ended, in the order of the row "stop": to reporting, then to those who had it or were offered it. */
export function tellEnd(
  state: State,
  interaction: Interaction,
  holders: Holders,
  actor: Actor,
  reason: Reason,
  requester: ClientSession | null,
  effects: Effects,
): void {
  reportPartiesRemoved(state, interaction, holders.parties, actor, reason, effects);
  reportInteraction(state, effects, EventProcessingStopped, interaction, actor, { Reason: reason });
  tellHolders(state, interaction, holders, reason ?? REASONS.stopped, requester, effects);
}

export function reportPartiesRemoved(
  state: State,
  interaction: Interaction,
  parties: readonly Party[],
  actor: Actor,
  reason: Reason,
  effects: Effects,
): void {
  for (const party of parties) {
    const own = { Party: partyAttributes(party), Reason: reason };
    reportInteraction(state, effects, EventPartyRemoved, interaction, actor, own);
  }
}

/** EventRevoked to invited agents and to the parties other than who asked; then the inviters learn that nothing comes of it. */
export function tellHolders(
  state: State,
  interaction: Interaction,
  holders: Holders,
  reason: Reason,
  requester: ClientSession | null,
  effects: Effects,
): void {
  for (const { invitation } of holders.offers) sendRevokedInvitation(state, interaction, invitation, reason, effects);
  for (const party of holders.parties) {
    if (requester !== null && isOwnParty(requester, party)) continue;
    sendRevoked(state, interaction, party, holders.routerClient, reason, effects);
  }
  for (const offer of holders.offers) {
    const refusal = refuse('InvitationRevoked', '', reason?.ReasonDescription ?? 'the interaction was taken away');
    tellOutcome(state, interaction, offer, refusal, effects);
  }
}

/** Reports that invitations were taken back. */
export function reportRevoked(
  state: State,
  interaction: Interaction,
  offers: readonly Offer[],
  actor: Actor,
  reason: Reason,
  effects: Effects,
): void {
  for (const { invitation } of offers) {
    reportInteraction(state, effects, EventRevoked, interaction, actor, revokedInvitation(invitation, reason));
  }
}
