import type { Agent, MediaLoad } from '../state/agent.ts';
import type { CapacityRule } from './configuration/tenant-configuration.ts';
import type { AgentMediaCounts, State } from './state.ts';

/** Counts one interaction more (`by` 1) or less (-1) that the agent is invited to. */
export function countInvited(state: State, agent: Agent, media: string, by: 1 | -1): void {
  loadOf(agent, media).invited += by;
  markLoad(state, agent);
}

/** Counts one interaction more (`by` 1) or less (-1) that the agent handles. */
export function countHandled(state: State, agent: Agent, media: string, by: 1 | -1): void {
  const load = loadOf(agent, media);
  const before = load.handling;
  load.handling += by;
  if (before === 0) agentMediaCounts(state, media).handling++;
  else if (load.handling === 0) agentMediaCounts(state, media).handling--;
  markLoad(state, agent);
}

function loadOf(agent: Agent, media: string): MediaLoad {
  let load = agent.load.get(media);
  if (load === undefined) {
    load = { invited: 0, handling: 0, told: 0 };
    agent.load.set(media, load);
  }
  return load;
}

/** Says at the end of the command what EventCurrentAgentStatus says now. */
export function markStatus(state: State, agent: Agent): void {
  if (agent.status === 'told') state.changedAgents.push(agent);
  agent.status = 'changed';
}

/** The same, if the load is another at the end of the command. */
function markLoad(state: State, agent: Agent): void {
  if (agent.status !== 'told') return;
  agent.status = 'load';
  state.changedAgents.push(agent);
}

export function agentMediaCounts(state: State, media: string): AgentMediaCounts {
  let counts = state.agentMedia.get(media);
  if (counts === undefined) {
    counts = { agents: 0, ready: 0, handling: 0 };
    state.agentMedia.set(media, counts);
  }
  return counts;
}

/** The rule that counts for an agent: its own, its place's, the tenant's. Null: one of each media. */
export function capacityRuleOf(state: State, agent: Agent): CapacityRule | null {
  const { places, capacity } = state.configuration;
  return agent.rule.capacity ?? places.get(agent.session.placeId)?.capacity ?? capacity;
}

/** What the agent has of a medium, invitations included. */
export function loadFor(agent: Agent, media: string): number {
  const load = agent.load.get(media);
  return load === undefined ? 0 : load.invited + load.handling;
}

/**
 * How many more interactions of a medium the agent may get (interactions.md, "Agents"): one combination must cover all that the agent
 * would have then.
 */
export function capacityLeft(state: State, agent: Agent, media: string): number {
  const rule = capacityRuleOf(state, agent);
  const has = loadFor(agent, media);
  if (rule === null) return Math.max(0, 1 - has);
  let most = 0;
  for (const combination of rule) {
    const left = (combination.get(media) ?? 0) - has;
    if (left > most && coversOthers(combination, agent, media)) most = left;
  }
  return most;
}

function coversOthers(combination: ReadonlyMap<string, number>, agent: Agent, media: string): boolean {
  for (const [other, load] of agent.load) {
    if (other !== media && load.invited + load.handling > (combination.get(other) ?? 0)) return false;
  }
  return true;
}
