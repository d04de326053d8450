import { EventPropertiesChanged, type RequestChangeProperties } from '@ixn/protocol';
import type { ClientSession } from '../state/client-session.ts';
import type { Interaction } from '../state/interaction.ts';
import type { Queue } from '../state/queue.ts';
import { actorAbout, isOwnParty } from './actors.ts';
import { actorAttributes } from './actor-attributes.ts';
import { findAgent } from './agents.ts';
import { acknowledge } from './answers.ts';
import type { Effects } from './effects.ts';
import { touch } from './handling.ts';
import { packForParty } from './invitations.ts';
import { hideFromViews, showInViews } from './placement.ts';
import { changeAttributes, planChanges, type PropertyValues, setProperties } from './property-changes.ts';
import { Refusal } from './refusal.ts';
import { reportInteraction } from './reports.ts';
import type { Request } from './request.ts';
import { keepOutcome } from './retry.ts';
import { liveInteraction, refuseStranger } from './rights.ts';
import type { State } from './state.ts';

/** Changes properties of an interaction wherever it is, and tells those whom it concerns. */
export function changeProperties(
  state: State,
  request: Request<typeof RequestChangeProperties>,
  effects: Effects,
): Refusal | undefined {
  const { session, attributes } = request;
  const interaction = liveInteraction(state, attributes.InteractionId);
  if (interaction instanceof Refusal) return interaction;
  const stranger = refuseStranger(session, interaction);
  if (stranger !== undefined) return stranger;
  const values = planChanges(state, interaction, attributes);
  if (values instanceof Refusal) return values;

  change(state, interaction, values);
  keepOutcome(state, request, interaction);
  touch(state, session, interaction);
  effects.changed(interaction);
  acknowledge(request, effects);
  const own = { ...changeAttributes(attributes), Reason: attributes.Reason };
  const actor = actorAbout(session, interaction);
  const event = {
    EventTime: state.now,
    Actor: actorAttributes(actor),
    Interaction: packForParty(state, interaction),
    ...own,
  };
  for (const client of listeners(state, session, interaction)) effects.send(client, EventPropertiesChanged, event);
  reportInteraction(state, effects, EventPropertiesChanged, interaction, actor, own);
  return undefined;
}

/** A waiting interaction leaves its views meanwhile: they may depend on what changes. */
function change(state: State, interaction: Interaction, values: PropertyValues): void {
  const { place } = interaction;
  if (place.kind !== 'queue' || interaction.isHeld) {
    setProperties(state, interaction, values);
    return;
  }
  const queue = state.queues.get(place.queue) as Queue;
  hideFromViews(interaction, queue);
  setProperties(state, interaction, values);
  showInViews(state, interaction, queue);
}

/** The other parties, the router that holds it, and media servers of the submitter's name that asked for it. */
function listeners(state: State, requester: ClientSession, interaction: Interaction): readonly number[] {
  const clients: number[] = [];
  for (const party of interaction.parties) {
    if (isOwnParty(requester, party)) continue;
    const client =
      party.kind === 'agent' ? findAgent(state, party.agentId, party.placeId)?.session.client : routerClient();
    if (client !== undefined && client !== 0) clients.push(client);
  }
  for (const listener of state.changeListeners.get(interaction.submittedBy) ?? []) {
    if (listener !== requester) clients.push(listener.client.id);
  }
  return clients;

  function routerClient(): number | undefined {
    const { place } = interaction;
    return place.kind === 'router' ? state.routers.get(place.router)?.client : undefined;
  }
}
