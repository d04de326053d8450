import type { AgentConfig } from './agents.ts';
import type { GroupConfig } from './groups.ts';
import type { PlaceConfig } from './places.ts';
import type { TenantDocument } from './tenant-document.ts';

/** Says whether an object fits the script of a group. */
export type ScriptMatch<T> = (script: string, candidate: T) => boolean;

/**
 * The employee ids of a group of agents: those whose `groups` name it, its `members`, and those that fit its script.
 * Disabled agents are members too. Without `matches` the script adds nobody.
 */
export function agentsOfGroup(
  document: TenantDocument,
  group: GroupConfig,
  matches?: ScriptMatch<AgentConfig>,
): ReadonlySet<string> {
  const members = new Set(group.members);
  for (const agent of document.agents) {
    const fits = group.script !== undefined && matches?.(group.script, agent) === true;
    if (fits || agent.groups.includes(group.name)) members.add(agent.employeeId);
  }
  return members;
}

/** The names of the places of a group: its `members`, and those that fit its script. */
export function placesOfGroup(
  document: TenantDocument,
  group: GroupConfig,
  matches?: ScriptMatch<PlaceConfig>,
): ReadonlySet<string> {
  const members = new Set(group.members);
  for (const place of document.places) {
    if (group.script !== undefined && matches?.(group.script, place) === true) members.add(place.name);
  }
  return members;
}
