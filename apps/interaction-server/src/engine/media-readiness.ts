import {
  EventMediaAdded,
  EventMediaRemoved,
  EventMediaStateReasonChanged,
  EventNotReadyForMedia,
  EventReadyForMedia,
  type RequestAddMedia,
  type RequestCancelNotReadyForMedia,
  type RequestChangeMediaStateReason,
  type RequestNotReadyForMedia,
  type RequestRemoveMedia,
  type EventDefinition,
} from '@ixn/protocol';
import type { Agent } from '../state/agent.ts';
import type { MediaState } from '../state/agent-session.ts';
import { acknowledge } from './answers.ts';
import type { Effects } from './effects.ts';
import { addMedia, mediaOf, removeMedia, setReady } from './media.ts';
import { packReason } from './reasons.ts';
import { Refusal, refuse } from './refusal.ts';
import { reportAgent } from './reports.ts';
import type { Request } from './request.ts';
import { notLoggedIn } from './rights.ts';
import type { State } from './state.ts';

/** Requests of an agent about one of its media: EventAck, the event to reporting, EventCurrentAgentStatus at the end. */
type MediaRequest = Request<
  | typeof RequestAddMedia
  | typeof RequestRemoveMedia
  | typeof RequestNotReadyForMedia
  | typeof RequestCancelNotReadyForMedia
  | typeof RequestChangeMediaStateReason
>;

/** Adds a medium, ready. */
export function addMediaToAgent(state: State, request: MediaRequest, effects: Effects): Refusal | undefined {
  const { agent } = request.session;
  if (agent === null) return notLoggedIn();
  const { MediaTypeName, Reason } = request.attributes;
  if (!state.configuration.mediaTypes.has(MediaTypeName)) {
    return refuse('UnknownMediaType', 'MediaTypeName', `no media type ${MediaTypeName} is configured`);
  }
  if (mediaOf(agent, MediaTypeName) !== undefined) {
    const detail = `agent ${agent.session.agentId} has ${MediaTypeName} already`;
    return refuse('MediaAlreadyLoggedIn', 'MediaTypeName', detail);
  }
  addMedia(state, agent, MediaTypeName, true, packReason(Reason));
  tell(state, request, agent, EventMediaAdded, effects);
  return undefined;
}

/** Takes a medium away. What the agent handles of it stays. */
export function removeMediaFromAgent(state: State, request: MediaRequest, effects: Effects): Refusal | undefined {
  return withMedia(request, (agent, media) => {
    removeMedia(state, agent, media);
    tell(state, request, agent, EventMediaRemoved, effects);
  });
}

export function notReadyForMedia(state: State, request: MediaRequest, effects: Effects): Refusal | undefined {
  return withMedia(request, (agent, media) => {
    setReady(state, agent, media, false, packReason(request.attributes.Reason));
    tell(state, request, agent, EventNotReadyForMedia, effects);
  });
}

export function readyForMedia(state: State, request: MediaRequest, effects: Effects): Refusal | undefined {
  return withMedia(request, (agent, media) => {
    setReady(state, agent, media, true, packReason(request.attributes.Reason));
    tell(state, request, agent, EventReadyForMedia, effects);
  });
}

/** Gives another reason for the state that the medium is in. */
export function changeMediaStateReason(state: State, request: MediaRequest, effects: Effects): Refusal | undefined {
  return withMedia(request, (agent, media) => {
    setReady(state, agent, media, media.ready, packReason(request.attributes.Reason));
    tell(state, request, agent, EventMediaStateReasonChanged, effects);
  });
}

function withMedia(request: MediaRequest, change: (agent: Agent, media: MediaState) => void): Refusal | undefined {
  const { agent } = request.session;
  if (agent === null) return notLoggedIn();
  const { MediaTypeName } = request.attributes;
  const media = mediaOf(agent, MediaTypeName);
  if (media === undefined) {
    const detail = `agent ${agent.session.agentId} has no media ${MediaTypeName}`;
    return refuse('MediaNotLoggedIn', 'MediaTypeName', detail);
  }
  change(agent, media);
  return undefined;
}

function tell(state: State, request: MediaRequest, agent: Agent, event: EventDefinition, effects: Effects): void {
  const { MediaTypeName, Reason } = request.attributes;
  effects.agentSaved(agent.session);
  acknowledge(request, effects);
  reportAgent(state, effects, event, agent, agent.actor, { MediaTypeName, Reason });
}
