/**
 * The rules of the Interaction Server: no I/O, no clock, no randomness. A command and the time go in; answers, events, reports, row
 * changes and timers come out. The same commands at the same times give the same effects.
 */
export { apply, nextDue } from './apply.ts';
export { unappliedChanges } from './configure.ts';
export { type CompiledConfiguration, compileConfiguration } from './configuration/compile-configuration.ts';
export type { TenantConfiguration } from './configuration/tenant-configuration.ts';
export { needsFacts } from './needs-facts.ts';
export { packInteraction } from './interaction-properties.ts';
export { actorAttributes } from './actor-attributes.ts';
export { recover, recoverAgent } from './recover.ts';
export { countersOf, createState, type State, type StateOptions } from './state.ts';
