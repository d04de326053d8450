import { type Fault, readOptions, type TenantDocument, type ViewConfig } from '@ixn/config';
import { compileView } from '../../views/compile.ts';
import { createViewSchema, type ViewSchema } from '../../views/properties.ts';
import type {
  AgentRule,
  CapacityRule,
  QueueRule,
  SubmitterRule,
  TenantConfiguration,
  ViewRule,
} from './tenant-configuration.ts';

export type CompiledConfiguration =
  | { readonly ok: true; readonly configuration: TenantConfiguration }
  /** Faults that the document's own checks do not see, such as a bad expression where no compiler was brought along. */
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Makes of a valid document what the rules need. `appName` names the server's own application object. */
export function compileConfiguration(document: TenantDocument, appName = 'InteractionServer'): CompiledConfiguration {
  const { tenant } = document;
  const faults: Fault[] = [];
  const viewSchema = createViewSchema(tenant.id, document.customProperties);
  const queues = new Map<string, QueueRule>();
  document.queues.forEach((queue, at) => {
    const views = queue.views.map((view, number) =>
      viewRule(view, viewSchema, `queues[${at}].views[${number}]`, faults),
    );
    queues.set(queue.name, { name: queue.name, views });
  });
  const read = readOptions(document.applications[appName], `applications.${appName}`);
  faults.push(...read.faults);
  if (faults.length > 0) return { ok: false, faults };

  const capacity = capacityRules(document);
  const capacityOf = (name: string | undefined) => (name === undefined ? null : (capacity.get(name) ?? null));
  const configuration: TenantConfiguration = {
    tenantId: tenant.id,
    tenantSid: tenant.sid,
    mediaTypes: new Map(document.mediaTypes.map(({ name, options }) => [name, { name, ...options }])),
    interactionTypes: new Set(document.interactionTypes.map(({ name }) => name)),
    interactionSubtypes: new Set(document.interactionSubtypes.map(({ name }) => name)),
    customProperties: document.customProperties.map(({ key, column, type }) => ({ key, column, type })),
    viewSchema,
    queues,
    strategies: new Set(document.strategies.map(({ name }) => name)),
    submitters: enabledSubmitters(document),
    agents: new Map(
      document.agents.map(({ employeeId, enabled, capacityRule }): [string, AgentRule] => [
        employeeId,
        { agentId: employeeId, enabled, capacity: capacityOf(capacityRule) },
      ]),
    ),
    places: new Map(
      document.places.map(({ name, capacityRule }) => [name, { placeId: name, capacity: capacityOf(capacityRule) }]),
    ),
    capacity: capacityOf(tenant.capacityRule),
    routers: new Map(
      document.routers.map(({ name, maxSubmitted, maxSubmissionRate }) => [
        name,
        { name, maxSubmitted, maxSubmissionRate },
      ]),
    ),
    options: read.options.settings,
  };
  return { ok: true, configuration };
}

function viewRule(view: ViewConfig, schema: ViewSchema, path: string, faults: Fault[]): ViewRule {
  const compiled = compileView(view, schema);
  if (!compiled.ok) {
    const { line, column, message } = compiled.fault;
    faults.push({ path: `${path}.${compiled.member}`, reason: `line ${line}, column ${column}: ${message}` });
  }
  const { condition, order, segmentation, schedule } = view;
  const fingerprint = JSON.stringify([condition, order, segmentation, schedule]);
  return { name: view.name, fingerprint, compiled: compiled as ViewRule['compiled'] };
}

function capacityRules(document: TenantDocument): ReadonlyMap<string, CapacityRule> {
  return new Map(
    document.capacityRules.map((rule) => [rule.name, rule.combinations.map((media) => new Map(Object.entries(media)))]),
  );
}

function enabledSubmitters(document: TenantDocument): ReadonlyMap<string, SubmitterRule> {
  const submitters = new Map<string, SubmitterRule>();
  for (const { name, view, strategy, routerKind, maxSubmitted, maxSubmissionRate, enabled } of document.submitters) {
    if (enabled) submitters.set(name, { name, view, strategy, routerKind, maxSubmitted, maxSubmissionRate });
  }
  return submitters;
}
