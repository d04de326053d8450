import { didYouMean } from '../nearest.ts';
import { faultAt, type PlacedFault } from '../fault.ts';
import type { ShapedDocument } from './tenant-document.ts';

/** Every name that an object gives of another must be there. */
export function* danglingNames(document: ShapedDocument): Generator<PlacedFault> {
  const names = {
    view: new Set(viewNames(document)),
    strategy: namesOf(document.strategies),
    rule: namesOf(document.capacityRules),
    media: namesOf(document.mediaTypes),
    agent: new Set(document.agents.map((agent) => agent.employeeId)),
    agentGroup: namesOf(document.agentGroups),
    place: namesOf(document.places),
  };

  for (const [at, submitter] of document.submitters.entries()) {
    yield* check(names.view, submitter.view, 'view', ['submitters', at, 'view']);
    yield* check(names.strategy, submitter.strategy, 'strategy', ['submitters', at, 'strategy']);
  }
  yield* check(names.rule, document.tenant.capacityRule, 'capacity rule', ['tenant', 'capacityRule']);
  for (const [at, agent] of document.agents.entries()) {
    yield* check(names.rule, agent.capacityRule, 'capacity rule', ['agents', at, 'capacityRule']);
    yield* checkAll(names.agentGroup, agent.groups, 'agent group', ['agents', at, 'groups']);
  }
  for (const [at, place] of document.places.entries()) {
    yield* check(names.rule, place.capacityRule, 'capacity rule', ['places', at, 'capacityRule']);
  }
  for (const [at, group] of document.agentGroups.entries()) {
    yield* checkAll(names.agent, group.members, 'agent', ['agentGroups', at, 'members']);
  }
  for (const [at, group] of document.placeGroups.entries()) {
    yield* checkAll(names.place, group.members, 'place', ['placeGroups', at, 'members']);
  }
  for (const [at, rule] of document.capacityRules.entries()) {
    for (const [combinationAt, combination] of rule.combinations.entries()) {
      const path = ['capacityRules', at, 'combinations', combinationAt];
      for (const media of Object.keys(combination)) yield* check(names.media, media, 'media type', [...path, media]);
    }
  }
}

function* viewNames(document: ShapedDocument): Generator<string> {
  for (const queue of document.queues) {
    if (queue.views.length === 0) yield queue.name;
    for (const view of queue.views) yield view.name;
  }
}

function namesOf(objects: readonly { readonly name: string }[]): ReadonlySet<string> {
  return new Set(objects.map((object) => object.name));
}

function* checkAll(
  known: ReadonlySet<string>,
  names: readonly string[],
  kind: string,
  path: readonly PropertyKey[],
): Generator<PlacedFault> {
  const seen = new Set<string>();
  for (const [at, name] of names.entries()) {
    yield* check(known, name, kind, [...path, at]);
    if (seen.has(name)) yield faultAt([...path, at], `"${name}" stands in this list twice`);
    seen.add(name);
  }
}

function* check(
  known: ReadonlySet<string>,
  name: string | undefined,
  kind: string,
  path: readonly PropertyKey[],
): Generator<PlacedFault> {
  if (name === undefined || known.has(name)) return;
  yield faultAt(path, `"${name}" is no ${kind} of this document${didYouMean(name, known)}`);
}
