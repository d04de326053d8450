import { faultAt, type PlacedFault } from '../fault.ts';
import type { ShapedDocument } from './tenant-document.ts';

const NAMED = [
  'mediaTypes',
  'interactionTypes',
  'interactionSubtypes',
  'queues',
  'strategies',
  'submitters',
  'workbins',
  'agentGroups',
  'places',
  'placeGroups',
  'capacityRules',
  'routers',
  'thirdPartyServers',
] as const;

/** Names are unique in their kind, employee ids among agents, names of views in the whole tenant. */
export function* repeatedNames(document: ShapedDocument): Generator<PlacedFault> {
  for (const kind of NAMED) {
    const names = new Map<string, number>();
    for (const [at, { name }] of document[kind].entries()) yield* claim(names, name, at, [kind, at, 'name'], kind);
  }
  const employees = new Map<string, number>();
  for (const [at, { employeeId }] of document.agents.entries()) {
    yield* claim(employees, employeeId, at, ['agents', at, 'employeeId'], 'agents');
  }
  yield* repeatedViews(document);
}

function* claim(
  names: Map<string, number>,
  name: string,
  at: number,
  path: readonly PropertyKey[],
  kind: string,
): Generator<PlacedFault> {
  const first = names.get(name);
  if (first === undefined) names.set(name, at);
  else yield faultAt(path, `"${name}" is the name of ${kind}[${first}] already`);
}

function* repeatedViews(document: ShapedDocument): Generator<PlacedFault> {
  const owners = new Map<string, string>();
  function* claimView(name: string, owner: string, path: readonly PropertyKey[]): Generator<PlacedFault> {
    const first = owners.get(name);
    if (first === undefined) owners.set(name, owner);
    else
      yield faultAt(path, `"${name}" is the name of a view of ${first} already; names of views are unique in a tenant`);
  }
  for (const kind of ['queues', 'workbins'] as const) {
    for (const [at, owner] of document[kind].entries()) {
      const called = `${kind === 'queues' ? 'queue' : 'workbin'} "${owner.name}"`;
      for (const [viewAt, view] of owner.views.entries()) {
        yield* claimView(view.name, called, [kind, at, 'views', viewAt, 'name']);
      }
    }
  }
  for (const [at, queue] of document.queues.entries()) {
    if (queue.views.length === 0) yield* claimView(queue.name, `queue "${queue.name}"`, ['queues', at, 'name']);
  }
}
