import { EventAck, EventError } from '@ixn/protocol';
import type { Interaction } from '../state/interaction.ts';
import type { Offer } from '../state/offer.ts';
import { inRouting } from './answers.ts';
import type { Effects } from './effects.ts';
import { errorAttributes, type Refusal } from './refusal.ts';
import { NOTHING } from './reports.ts';
import type { State } from './state.ts';

/**
 * Tells the router that invited how its invitation has ended: null, accepted. Requests that wait get their answer. A router that has
 * taken the session over meanwhile, and has not asked again, is told without a ReferenceId (protocol.md, "Registration"). One that is
 * not connected finds the outcome by its RequestKey.
 */
export function tellOutcome(
  state: State,
  interaction: Interaction,
  offer: Offer,
  refusal: Refusal | null,
  effects: Effects,
): void {
  const { by, requestKey } = offer.invitation;
  const router = state.routers.get(by);
  if (router === undefined || router.client === 0) return;
  if (offer.client === router.client) {
    for (const referenceId of offer.waiting) {
      if (refusal === null) effects.answer(router.client, referenceId, EventAck, NOTHING);
      else {
        const extension = inRouting(state, router, interaction.id);
        effects.answer(router.client, referenceId, EventError, errorAttributes(refusal, extension));
      }
    }
    return;
  }
  const about = { InteractionId: interaction.id, RequestKey: requestKey === '' ? undefined : requestKey };
  if (refusal === null) effects.send(router.client, EventAck, { Extension: about });
  else {
    const extension = { ...inRouting(state, router, interaction.id), ...about };
    effects.send(router.client, EventError, errorAttributes(refusal, extension));
  }
}
