import { createSubmitter } from '../submitters.ts';
import type { State } from '../state.ts';
import type { TenantConfiguration } from './tenant-configuration.ts';

/** Brings the submitters in line with a configuration. What one that is gone has under way goes on without it. */
export function applySubmitters(state: State, configuration: TenantConfiguration): void {
  for (const name of state.submitters.keys()) if (!configuration.submitters.has(name)) state.submitters.delete(name);
  for (const rule of configuration.submitters.values()) {
    const known = state.submitters.get(rule.name);
    if (known !== undefined) known.rule = rule;
    else state.submitters.set(rule.name, { ...createSubmitter(rule), current: inRouting(state, rule.name) });
  }
}

/** What a submitter of this name, removed and configured again, still has in routing. */
function inRouting(state: State, submitter: string): number {
  let count = 0;
  for (const router of state.routers.values()) {
    for (const { place } of router.holding) if (place.kind === 'router' && place.submitter === submitter) count++;
  }
  return count;
}
