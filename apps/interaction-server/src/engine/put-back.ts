import { EventPlacedInQueue, EventProcessingStopped } from '@ixn/protocol';
import type { Interaction } from '../state/interaction.ts';
import type { Queue } from '../state/queue.ts';
import type { Effects } from './effects.ts';
import { end, reportPartiesRemoved, reportRevoked, takeAway } from './ending.ts';
import { sendRevoked, sendRevokedInvitation } from './invitations.ts';
import { tellOutcome } from './outcome.ts';
import { enterQueue, queueOf } from './placement.ts';
import { type Reason, REASONS, reasonName } from './reasons.ts';
import type { Refusal } from './refusal.ts';
import { reportInteraction, SERVER } from './reports.ts';
import { retryRecord } from './retry.ts';
import type { State } from './state.ts';

/** How an interaction goes back to where it was taken from, when routing or handling ends without a decision. */
export interface Return {
  readonly reason: Reason;
  /** Whether those who had it hear of it. */
  readonly tellParties: boolean;
  /** Whether the agent to whom it was offered hears of it. */
  readonly tellInvited: boolean;
  /** The answer to the request that invited. */
  readonly outcome: Refusal;
}

/**
 * Puts an interaction back into the queue that it was taken from: EventRevoked to who was offered it or had it, EventPartyRemoved and
 * EventPlacedInQueue to reporting, then the inviter's EventError. One that an agent submitted has no queue to go back to: it ends.
 */
export function putBack(state: State, interaction: Interaction, how: Return, effects: Effects): void {
  const { reason, outcome } = how;
  const queue = originQueue(state, interaction);
  const holders = takeAway(state, interaction);
  for (const { invitation } of holders.offers) {
    const { by, requestKey } = invitation;
    interaction.retry = retryRecord(state, by, requestKey, 'RequestDeliver', outcome) ?? interaction.retry;
  }
  if (queue === null) end(state, interaction, reasonName(REASONS.nowhereToReturn), effects);
  else {
    enterQueue(state, interaction, queue);
    effects.moved(interaction);
  }

  if (how.tellInvited) {
    for (const { invitation } of holders.offers) sendRevokedInvitation(state, interaction, invitation, reason, effects);
  }
  reportRevoked(state, interaction, holders.offers, SERVER, reason, effects);
  if (how.tellParties) {
    for (const party of holders.parties) sendRevoked(state, interaction, party, holders.routerClient, reason, effects);
  }
  reportPartiesRemoved(state, interaction, holders.parties, SERVER, reason, effects);
  if (queue === null) {
    reportInteraction(state, effects, EventProcessingStopped, interaction, SERVER, { Reason: REASONS.nowhereToReturn });
  } else {
    reportInteraction(state, effects, EventPlacedInQueue, interaction, SERVER, { Queue: queue.name, Reason: reason });
  }
  for (const offer of holders.offers) tellOutcome(state, interaction, offer, outcome, effects);
}

/** The queue that an interaction in routing or handling was taken from, null for one that an agent submitted. */
function originQueue(state: State, { place }: Interaction): Queue | null {
  if (place.kind !== 'router' && place.kind !== 'agents') return null;
  return place.origin?.kind === 'queue' ? queueOf(state, place.origin.queue) : null;
}
