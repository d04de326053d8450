import type { CustomValue, Interaction } from '../state/interaction.ts';
import { markStatus } from './agent-load.ts';
import { ruleOf } from './agent-session.ts';
import { customValues, extraction } from './configuration/custom-values.ts';
import { applyQueues } from './configuration/queues.ts';
import { applySubmitters } from './configuration/submitters.ts';
import type { CustomPropertyRule, TenantConfiguration } from './configuration/tenant-configuration.ts';
import type { Effects } from './effects.ts';
import { endPull } from './giving.ts';
import type { State } from './state.ts';
import { watchView } from './view-pulls.ts';

/**
 * Applies a new configuration to what lives: queues, views and their indexes, custom properties, submitters, rules of agents. Pulls that
 * wait for a view that is no more end empty. Timers that run keep their times.
 */
export function configure(state: State, configuration: TenantConfiguration, effects: Effects): void {
  const before = state.configuration;
  const reindex = !sameColumns(before.customProperties, configuration.customProperties);
  state.configuration = configuration;
  if (reindex) extractAgain(state, before.customProperties, effects);
  const dropped = applyQueues(state, configuration, reindex);
  applySubmitters(state, configuration);
  for (const view of dropped) {
    for (const pull of view.pulls) endPull(state, pull, effects);
    if (view.advance !== null) state.timers.disarm(view.advance);
  }
  for (const view of state.views.values()) watchView(state, view);
  for (const sessions of state.agents.values()) {
    for (const agent of sessions) {
      agent.rule = ruleOf(state, agent.session.agentId);
      markStatus(state, agent);
    }
  }
}

/** What of a new configuration counts only after a restart, by name. */
export function unappliedChanges(state: State, configuration: TenantConfiguration): readonly string[] {
  const { tenantId, tenantSid } = state.configuration;
  const names: string[] = [];
  if (tenantId !== configuration.tenantId) names.push('tenant.id');
  if (tenantSid !== configuration.tenantSid) names.push('tenant.sid');
  return names;
}

function sameColumns(a: readonly CustomPropertyRule[], b: readonly CustomPropertyRule[]): boolean {
  return a.length === b.length && a.every((rule, at) => isSame(rule, b[at]));
}

function isSame(rule: CustomPropertyRule, other: CustomPropertyRule | undefined): boolean {
  return other?.key === rule.key && other.column === rule.column && other.type === rule.type;
}

/** Reads all custom values again. Rows are written where the value of a column is another than before. */
function extractAgain(state: State, before: readonly CustomPropertyRule[], effects: Effects): void {
  const rules = state.configuration.customProperties;
  const columns = new Map(before.map(({ column }, at) => [column, at]));
  for (const interaction of state.interactions.values()) {
    const values = customValues(rules, interaction.userData);
    state.misfits += extraction.misfits;
    const isChanged = rules.some(({ column }, at) => values[at] !== valueOf(interaction, columns.get(column)));
    interaction.custom = values;
    if (isChanged) effects.changed(interaction);
  }
}

function valueOf(interaction: Interaction, at: number | undefined): CustomValue {
  return at === undefined ? null : (interaction.custom[at] ?? null);
}
