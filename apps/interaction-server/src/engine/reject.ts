import { EventRejected, type RequestReject } from '@ixn/protocol';
import { openOffer } from './accept.ts';
import { acknowledge } from './answers.ts';
import type { Effects } from './effects.ts';
import { closeInvitation, invitedParty } from './invitations.ts';
import { tellOutcome } from './outcome.ts';
import { partyAttributes } from './parties.ts';
import { Refusal, refuse } from './refusal.ts';
import { reportInteraction } from './reports.ts';
import type { Request } from './request.ts';
import { retryRecord } from './retry.ts';
import { liveInteraction, notLoggedIn } from './rights.ts';
import type { State } from './state.ts';

/** An agent turns down what it is offered: it stays with the router. */
export function reject(state: State, request: Request<typeof RequestReject>, effects: Effects): Refusal | undefined {
  const { agent } = request.session;
  if (agent === null) return notLoggedIn();
  const { InteractionId, TicketId, Reason } = request.attributes;
  const interaction = liveInteraction(state, InteractionId);
  if (interaction instanceof Refusal) return interaction;
  const offer = openOffer(interaction, agent, TicketId);
  if (offer instanceof Refusal) return offer;

  const { invitation } = offer;
  const why = Reason?.ReasonDescription ?? Reason?.ReasonSystemName ?? '';
  const outcome = refuse('InvitationRejected', '', why === '' ? `agent ${invitation.agentId}` : why);
  closeInvitation(state, interaction, offer);
  interaction.retry =
    retryRecord(state, invitation.by, invitation.requestKey, 'RequestDeliver', outcome) ?? interaction.retry;
  effects.moved(interaction);

  acknowledge(request, effects);
  reportInteraction(state, effects, EventRejected, interaction, agent.actor, {
    TicketId: invitation.ticket,
    Party: partyAttributes(invitedParty(invitation)),
    Operation: invitation.operation,
    Reason,
  });
  tellOutcome(state, interaction, offer, outcome, effects);
  return undefined;
}
