import { isDeepStrictEqual } from 'node:util';
import type { ListKind, TenantDocument } from './tenant-document.ts';

/** What happened to one object between two versions of a document. */
export interface ObjectChange {
  readonly kind: keyof TenantDocument;
  /** The name of the object; the employee id of an agent, the key of a custom property, the id of the tenant. */
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
}

const LIST_KINDS: readonly ListKind[] = [
  'mediaTypes',
  'interactionTypes',
  'interactionSubtypes',
  'customProperties',
  'queues',
  'strategies',
  'submitters',
  'workbins',
  'agents',
  'agentGroups',
  'places',
  'placeGroups',
  'capacityRules',
  'routers',
  'thirdPartyServers',
];

/**
 * The objects that differ, kind by kind in the order of the document; of one kind first what is gone or changed (in the
 * old order), then what is new. The order of objects in a list means nothing.
 */
export function diffDocuments(before: TenantDocument, after: TenantDocument): readonly ObjectChange[] {
  const changes: ObjectChange[] = [];
  if (!isDeepStrictEqual(before.tenant, after.tenant)) {
    changes.push({ kind: 'tenant', name: after.tenant.id, change: 'changed' });
  }
  for (const kind of LIST_KINDS) changes.push(...diffObjects(kind, byName(before, kind), byName(after, kind)));
  const applications = diffObjects(
    'applications',
    new Map(Object.entries(before.applications)),
    new Map(Object.entries(after.applications)),
  );
  return [...changes, ...applications];
}

function diffObjects(
  kind: keyof TenantDocument,
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly ObjectChange[] {
  const changes: ObjectChange[] = [];
  for (const [name, object] of before) {
    if (!after.has(name)) changes.push({ kind, name, change: 'removed' });
    else if (!isDeepStrictEqual(object, after.get(name))) changes.push({ kind, name, change: 'changed' });
  }
  for (const name of after.keys()) {
    if (!before.has(name)) changes.push({ kind, name, change: 'added' });
  }
  return changes;
}

function byName(document: TenantDocument, kind: ListKind): ReadonlyMap<string, unknown> {
  if (kind === 'agents') return new Map(document.agents.map((agent) => [agent.employeeId, agent]));
  if (kind === 'customProperties') return new Map(document.customProperties.map((one) => [one.key, one]));
  return new Map(document[kind].map((object) => [object.name, object]));
}
