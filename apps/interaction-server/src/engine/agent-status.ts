import { EventCurrentAgentStatus } from '@ixn/protocol';
import type { Agent } from '../state/agent.ts';
import { capacityLeft } from './agent-load.ts';
import type { Effects } from './effects.ts';
import type { State } from './state.ts';

/** Tells every agent whose status this command has changed what it is now. */
export function sendStatuses(state: State, effects: Effects): void {
  for (let agent = state.changedAgents.pop(); agent !== undefined; agent = state.changedAgents.pop()) {
    const isChanged = tellLoad(agent) || agent.status === 'changed';
    agent.status = 'told';
    const { client, doNotDisturb } = agent.session;
    if (client === 0 || !isChanged) continue;
    effects.send(client, EventCurrentAgentStatus, {
      MediaStateList: mediaStates(agent),
      MediaCapacityList: mediaCapacities(state, agent),
      DonotDisturb: doNotDisturb ? 1 : 0,
    });
  }
}

/** Whether the load is another than the agent was told last. */
function tellLoad(agent: Agent): boolean {
  let isChanged = false;
  for (const load of agent.load.values()) {
    const total = load.invited + load.handling;
    if (total === load.told) continue;
    load.told = total;
    isChanged = true;
  }
  return isChanged;
}

/** Media of an agent: 0 not ready, 1 ready. */
export function mediaStates(agent: Agent): ReadonlyMap<string, 0 | 1> {
  const states = new Map<string, 0 | 1>();
  for (const { name, ready } of agent.session.media) states.set(name, ready ? 1 : 0);
  return states;
}

/** How many more interactions of each of its media an agent may get now. */
export function mediaCapacities(state: State, agent: Agent): ReadonlyMap<string, number> {
  const capacities = new Map<string, number>();
  for (const { name } of agent.session.media) capacities.set(name, capacityLeft(state, agent, name));
  return capacities;
}
