import type { Interaction } from '../state/interaction.ts';
import type { Offer } from '../state/offer.ts';
import type { AgentParty, Invitation } from '../state/party.ts';
import {
  createTimer,
  type DeliveringTimer,
  type HandlingTimer,
  type InteractionTimer,
  type RoutingTimer,
} from '../state/timer.ts';
import { deliveringTimeout, handlingTimeout, routingTimeout } from './durations.ts';
import type { State } from './state.ts';

/** Starts the routing timer of an interaction that is with a router since `since` (ms). */
export function startRouting(state: State, interaction: Interaction, since: number): void {
  hang(interaction, createTimer<RoutingTimer>('routing', interaction, null));
  state.timers.arm(interaction.timers as RoutingTimer, since + routingTimeout(state, interaction));
}

/** Starts the delivering timer of an open invitation. */
export function startDelivering(state: State, interaction: Interaction, offer: Offer): void {
  const timer = createTimer<DeliveringTimer>('delivering', interaction, offer);
  hang(interaction, timer);
  state.timers.arm(timer, offer.invitation.invitedAt + deliveringTimeout(state, interaction));
}

/** Starts the handling timer of an agent who has the interaction, from now on. */
export function startHandling(state: State, interaction: Interaction, party: AgentParty): void {
  const timer = createTimer<HandlingTimer>('handling', interaction, party);
  hang(interaction, timer);
  state.timers.arm(timer, state.now + handlingTimeout(state, interaction));
}

/** The agent has asked something about the interaction: its handling timer starts again. */
export function restartHandling(state: State, interaction: Interaction, party: AgentParty): void {
  for (let timer = interaction.timers; timer !== null; timer = timer.next) {
    if (timer.kind !== 'handling' || timer.detail !== party) continue;
    state.timers.arm(timer, state.now + handlingTimeout(state, interaction));
    return;
  }
}

/** What is known of an open invitation: it lives as long as the invitation's timer. */
export function offerOf(interaction: Interaction, invitation: Invitation): Offer {
  for (let timer = interaction.timers; timer !== null; timer = timer.next) {
    if (timer.kind === 'delivering' && timer.detail.invitation === invitation) return timer.detail;
  }
  throw new Error(`invitation ${invitation.ticket} of ${interaction.id} has no timer`);
}

/** Stops the timers of one kind: routing; delivering of one offer; handling of one party. */
export function stopTimers(
  state: State,
  interaction: Interaction,
  kind: InteractionTimer['kind'],
  detail: InteractionTimer['detail'],
): void {
  let kept: InteractionTimer | null = null;
  let timer = interaction.timers;
  while (timer !== null) {
    const next: InteractionTimer | null = timer.next;
    if (timer.kind === kind && timer.detail === detail) {
      state.timers.disarm(timer);
    } else {
      timer.next = kept;
      kept = timer;
    }
    timer = next;
  }
  interaction.timers = kept;
}

function hang(interaction: Interaction, timer: InteractionTimer): void {
  timer.next = interaction.timers;
  interaction.timers = timer;
}
