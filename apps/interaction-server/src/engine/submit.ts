import {
  EMPTY_PACKED,
  EventAck,
  EventInteractionSubmitted,
  EventPartyAdded,
  EventPlacedInQueue,
  type Packed,
  type RequestSubmit,
} from '@ixn/protocol';
import { type CompletedInteraction, createInteraction, type Interaction } from '../state/interaction.ts';
import type { AgentParty } from '../state/party.ts';
import type { Queue } from '../state/queue.ts';
import { customValues, extraction } from './configuration/custom-values.ts';
import type { Effects } from './effects.ts';
import { nextInteractionId } from './interaction-ids.ts';
import { findStopped } from './needs-facts.ts';
import { partyAttributes } from './parties.ts';
import { enterAgents, enterQueue, NO_INVITATIONS, NO_PARTIES } from './placement.ts';
import { priorityOf, refuseSize } from './property-changes.ts';
import { Refusal, refuse } from './refusal.ts';
import { reportInteraction } from './reports.ts';
import type { Request } from './request.ts';
import { notLoggedIn, refuseQueue, refuseTenant } from './rights.ts';
import type { State } from './state.ts';

type Submit = Request<typeof RequestSubmit>;

const NOWHERE = Object.freeze({ kind: 'stopped', completedAt: 0, reason: '' } as const);

/**
 * Brings an interaction into the system: a media server's goes into a queue, an agent's stays with the agent (and goes to Queue, if it
 * names one, when the agent leaves it). An InteractionId that is known already is not submitted twice (protocol.md, "Retry without
 * doubling").
 */
export function submit(state: State, request: Submit, effects: Effects): Refusal | undefined {
  const { session, attributes } = request;
  const { agent } = session;
  if (session.client.type === 'Agent application' && agent === null) return notLoggedIn();
  const refusal = refuseNames(state, request);
  if (refusal !== undefined) return refusal;
  const queue = attributes.Queue === undefined ? null : (state.queues.get(attributes.Queue) as Queue);
  const userData = attributes.UserData ?? EMPTY_PACKED;
  const tooLarge = refuseSize(state, userData, null, 'UserData');
  if (tooLarge !== undefined) return tooLarge;

  const submittedBy = agent === null ? session.client.name : agent.session.agentId;
  const id = attributes.InteractionId;
  if (id !== undefined) {
    const known = state.interactions.get(id) ?? findStopped(state, request.facts, id);
    if (known instanceof Refusal) return known;
    if (known !== null) return answerDuplicate(request, known, submittedBy, effects);
  }
  const interaction = create(state, attributes, id ?? nextInteractionId(state), submittedBy, userData);
  state.interactions.set(interaction.id, interaction);
  if (agent === null) placeInQueue(state, request, interaction, queue as Queue, effects);
  else {
    const { agentId, placeId } = agent.session;
    const party: AgentParty = { kind: 'agent', agentId, placeId, visibility: 'Conference', joinedAt: state.now };
    enterAgents(state, interaction, party, queue?.place ?? null, '');
    effects.created(interaction);
    answerSubmitted(request, interaction, effects);
    reportInteraction(state, effects, EventInteractionSubmitted, interaction, agent.actor, {
      Reason: attributes.Reason,
    });
    const own = { Party: partyAttributes(party), Reason: attributes.Reason };
    reportInteraction(state, effects, EventPartyAdded, interaction, agent.actor, own);
  }
  return undefined;
}

function placeInQueue(state: State, request: Submit, interaction: Interaction, queue: Queue, effects: Effects): void {
  const { actor } = request.session;
  const { Reason } = request.attributes;
  enterQueue(state, interaction, queue);
  effects.created(interaction);
  answerSubmitted(request, interaction, effects);
  reportInteraction(state, effects, EventInteractionSubmitted, interaction, actor, { Reason });
  reportInteraction(state, effects, EventPlacedInQueue, interaction, actor, { Queue: queue.name, Reason });
}

function answerSubmitted(request: Submit, interaction: Interaction, effects: Effects): void {
  const extension = { Extension: { InteractionId: interaction.id } };
  effects.answer(request.session.client.id, request.referenceId, EventAck, extension);
}

/** Everything that the request names must be configured. */
function refuseNames(state: State, { session, attributes }: Submit): Refusal | undefined {
  const { configuration } = state;
  const { MediaType, InteractionType, InteractionSubtype, Queue } = attributes;
  const tenant = refuseTenant(state, attributes.TenantId);
  if (tenant !== undefined) return tenant;
  if (!configuration.mediaTypes.has(MediaType)) {
    return refuse('UnknownMediaType', 'MediaType', `no media type ${MediaType} is configured`);
  }
  if (!configuration.interactionTypes.has(InteractionType)) {
    return refuse('UnknownInteractionType', 'InteractionType', `no interaction type ${InteractionType} is configured`);
  }
  if (!configuration.interactionSubtypes.has(InteractionSubtype)) {
    const detail = `no interaction subtype ${InteractionSubtype} is configured`;
    return refuse('UnknownInteractionSubtype', 'InteractionSubtype', detail);
  }
  if (attributes.Workbin !== undefined) return refuse('NotSupportedYet', 'Workbin', 'submitting into a workbin');
  if (Queue === undefined) {
    if (session.agent !== null) return undefined;
    return refuse('AttributeMissing', 'Queue', 'a media server has to name the queue');
  }
  return refuseQueue(state, Queue);
}

function answerDuplicate(
  request: Submit,
  known: Interaction | CompletedInteraction,
  submittedBy: string,
  effects: Effects,
): Refusal | undefined {
  if (known.submittedBy !== submittedBy) {
    return refuse('InteractionIdInUse', 'InteractionId', `${known.id} was submitted by another client`);
  }
  const extension = { Extension: { InteractionId: known.id, Duplicate: 1 } };
  effects.answer(request.session.client.id, request.referenceId, EventAck, extension);
  return undefined;
}

function create(
  state: State,
  attributes: Submit['attributes'],
  id: string,
  submittedBy: string,
  userData: Packed,
): Interaction {
  const custom = customValues(state.configuration.customProperties, userData);
  state.misfits += extraction.misfits;
  return createInteraction({
    id,
    submitSeq: ++state.counters.submitSeq,
    externalId: attributes.ExternalId ?? '',
    parentId: attributes.ParentInteractionId ?? '',
    mediaType: attributes.MediaType,
    type: attributes.InteractionType,
    subtype: attributes.InteractionSubtype,
    submittedBy,
    receivedAt: attributes.ReceivedAt ?? state.now,
    submittedAt: state.now,
    isOnline: attributes.IsOnline === 1,
    isHeld: false,
    queue: '',
    movedToQueueAt: 0,
    placedInQueueAt: 0,
    deliveredAt: 0,
    assignedAt: 0,
    assignedTo: '',
    abandonedAt: 0,
    workflowState: '',
    inQueues: attributes.InQueues ?? null,
    outQueues: attributes.OutQueues ?? null,
    priority: priorityOf(userData),
    userData,
    custom,
    place: NOWHERE,
    parties: NO_PARTIES,
    invitations: NO_INVITATIONS,
    retry: null,
  });
}
