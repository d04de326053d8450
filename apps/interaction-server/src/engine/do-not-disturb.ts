import {
  EventAgentStateReasonChanged,
  EventDoNotDisturbOff,
  EventDoNotDisturbOn,
  type EventDefinition,
  type RequestDoNotDisturbOn,
} from '@ixn/protocol';
import { markStatus } from './agent-load.ts';
import { acknowledge } from './answers.ts';
import type { Effects } from './effects.ts';
import { packReason } from './reasons.ts';
import type { Refusal } from './refusal.ts';
import { reportAgent } from './reports.ts';
import type { Request } from './request.ts';
import { notLoggedIn } from './rights.ts';
import type { State } from './state.ts';

/** Requests about the agent's state as a whole. Do-not-disturb lies over all media: nothing is offered, whatever they say. */
type StateRequest = Request<typeof RequestDoNotDisturbOn>;

export function doNotDisturbOn(state: State, request: StateRequest, effects: Effects): Refusal | undefined {
  return change(state, request, true, EventDoNotDisturbOn, effects);
}

export function doNotDisturbOff(state: State, request: StateRequest, effects: Effects): Refusal | undefined {
  return change(state, request, false, EventDoNotDisturbOff, effects);
}

export function changeAgentStateReason(state: State, request: StateRequest, effects: Effects): Refusal | undefined {
  const doNotDisturb = request.session.agent?.session.doNotDisturb ?? false;
  return change(state, request, doNotDisturb, EventAgentStateReasonChanged, effects);
}

function change(
  state: State,
  request: StateRequest,
  doNotDisturb: boolean,
  event: EventDefinition,
  effects: Effects,
): Refusal | undefined {
  const { agent } = request.session;
  if (agent === null) return notLoggedIn();
  const { Reason } = request.attributes;
  agent.session.doNotDisturb = doNotDisturb;
  agent.session.reason = packReason(Reason);
  effects.agentSaved(agent.session);
  acknowledge(request, effects);
  reportAgent(state, effects, event, agent, agent.actor, { Reason });
  markStatus(state, agent);
  return undefined;
}
