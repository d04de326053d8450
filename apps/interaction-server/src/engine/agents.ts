import type { Agent } from '../state/agent.ts';
import type { State } from './state.ts';

const NOBODY: readonly Agent[] = Object.freeze([]);

/** The sessions of an agent. */
export function sessionsOf(state: State, agentId: string): readonly Agent[] {
  return state.agents.get(agentId) ?? NOBODY;
}

/** The session of an agent at a place. */
export function findAgent(state: State, agentId: string, placeId: string): Agent | undefined {
  for (const agent of sessionsOf(state, agentId)) if (agent.session.placeId === placeId) return agent;
  return undefined;
}
