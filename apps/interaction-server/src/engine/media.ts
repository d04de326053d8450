import type { Agent } from '../state/agent.ts';
import type { MediaState } from '../state/agent-session.ts';
import { agentMediaCounts, markStatus } from './agent-load.ts';
import type { State } from './state.ts';

/** Changes of an agent's media. They keep the counts of media in line; saving and reporting are the caller's. */

export function mediaOf(agent: Agent, name: string): MediaState | undefined {
  return agent.session.media.find((media) => media.name === name);
}

export function addMedia(state: State, agent: Agent, name: string, ready: boolean, reason: string): MediaState {
  const media: MediaState = { name, ready, reason };
  agent.session.media = [...agent.session.media, media];
  countMedia(state, media, 1);
  markStatus(state, agent);
  return media;
}

export function removeMedia(state: State, agent: Agent, media: MediaState): void {
  agent.session.media = agent.session.media.filter((other) => other !== media);
  countMedia(state, media, -1);
  markStatus(state, agent);
}

export function setReady(state: State, agent: Agent, media: MediaState, ready: boolean, reason: string): void {
  countMedia(state, media, -1);
  media.ready = ready;
  media.reason = reason;
  countMedia(state, media, 1);
  markStatus(state, agent);
}

/** Counts a medium of an agent that logs in (`by` 1) or out (-1). */
export function countMedia(state: State, media: MediaState, by: 1 | -1): void {
  const counts = agentMediaCounts(state, media.name);
  counts.agents += by;
  if (media.ready) counts.ready += by;
}
