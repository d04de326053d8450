import { EventPlacedInQueue, type RequestPlaceInQueue } from '@ixn/protocol';
import type { Interaction } from '../state/interaction.ts';
import type { Queue } from '../state/queue.ts';
import { actorAbout } from './actors.ts';
import { acknowledge } from './answers.ts';
import type { Effects } from './effects.ts';
import { reportPartiesRemoved, reportRevoked, takeAway, tellHolders } from './ending.ts';
import { enterQueue } from './placement.ts';
import { hasChanges, planChanges, setProperties } from './property-changes.ts';
import { REASONS } from './reasons.ts';
import { Refusal, refuse } from './refusal.ts';
import { reportInteraction } from './reports.ts';
import type { Request } from './request.ts';
import { keepOutcome } from './retry.ts';
import { liveInteraction, refuseQueue, refuseStranger } from './rights.ts';
import type { State } from './state.ts';

/** Ends routing or handling by placing the interaction in a queue. A media server moves what it submitted and what still waits. */
export function placeInQueue(
  state: State,
  request: Request<typeof RequestPlaceInQueue>,
  effects: Effects,
): Refusal | undefined {
  const { session, attributes } = request;
  const interaction = liveInteraction(state, attributes.InteractionId);
  if (interaction instanceof Refusal) return interaction;
  const refusal =
    refuseStranger(session, interaction) ?? refuseTaken(request, interaction) ?? refuseQueue(state, attributes.Queue);
  if (refusal !== undefined) return refusal;
  const values = hasChanges(attributes) ? planChanges(state, interaction, attributes) : null;
  if (values instanceof Refusal) return values;

  const { Queue: queueName, Reason } = attributes;
  const actor = actorAbout(session, interaction);
  const holders = takeAway(state, interaction);
  if (values !== null) setProperties(state, interaction, values);
  enterQueue(state, interaction, state.queues.get(queueName) as Queue);
  keepOutcome(state, request, interaction);
  if (values === null) effects.moved(interaction);
  else effects.changed(interaction);

  acknowledge(request, effects);
  reportPartiesRemoved(state, interaction, holders.parties, actor, Reason, effects);
  reportInteraction(state, effects, EventPlacedInQueue, interaction, actor, { Queue: queueName, Reason });
  const why = Reason ?? REASONS.placedElsewhere;
  reportRevoked(state, interaction, holders.offers, actor, why, effects);
  tellHolders(state, interaction, holders, why, session, effects);
  return undefined;
}

/** A media server is no party: it cannot take an interaction away from those who are. */
function refuseTaken({ session }: Request, interaction: Interaction): Refusal | undefined {
  if (session.agent !== null || session.router !== null || interaction.place.kind === 'queue') return undefined;
  return refuse('WrongState', 'InteractionId', `${interaction.id} does not wait in a queue`);
}
