import type { Interaction } from '../../state/interaction.ts';
import type { Queue, View } from '../../state/queue.ts';
import { createViewIndex } from '../../views/create-view-index.ts';
import { OLDEST_FIRST } from '../../views/evaluation/order.ts';
import type { State } from '../state.ts';
import type { TenantConfiguration, ViewRule } from './tenant-configuration.ts';

/**
 * Brings the queues and views in line with a configuration. A view whose rule is the same keeps its index unless `reindex` says
 * that values have changed under all of them; the others are filled anew. A queue that is configured no longer stays, marked
 * removed, while interactions are in it or come from it. Returns the views that are no more; pulls may wait for them.
 */
export function applyQueues(state: State, configuration: TenantConfiguration, reindex: boolean): readonly View[] {
  const before = [...state.views.values()];
  const created: View[] = [];
  for (const rule of configuration.queues.values()) {
    renewViews(state.queues.get(rule.name) ?? createQueue(state, rule.name), rule.views, reindex, created);
  }
  for (const queue of state.queues.values()) {
    queue.removed = !configuration.queues.has(queue.name);
    if (queue.removed && queue.size === 0) state.queues.delete(queue.name);
    else if (queue.removed && reindex)
      renewViews(
        queue,
        queue.views.map((view) => view.rule),
        true,
        created,
      );
  }
  nameViews(state);
  fill(state, created);
  return before.filter((view) => state.views.get(view.name) !== view);
}

function createQueue(state: State, name: string): Queue {
  const place = { kind: 'queue', queue: name } as const;
  const queue: Queue = { name, place, views: [], removed: false, counts: new Map(), size: 0 };
  state.queues.set(name, queue);
  return queue;
}

/** A queue that only the database knows, because it is configured no more: seen through a view of its own name, oldest first. */
export function createRemovedQueue(state: State, name: string): Queue {
  const queue = createQueue(state, name);
  queue.removed = true;
  queue.views = [createView(queue, { name, fingerprint: '', compiled: { condition: null, order: OLDEST_FIRST } })];
  nameViews(state);
  return queue;
}

function createView(queue: Queue, rule: ViewRule): View {
  const index = createViewIndex(rule.compiled);
  return { name: rule.name, queue, rule, index, pulls: new Set(), advance: null, frozenUntil: 0, awake: false };
}

/** Keeps the views that are the same; those that are new are added to `created`, empty. */
function renewViews(queue: Queue, rules: readonly ViewRule[], reindex: boolean, created: View[]): void {
  queue.views = rules.map((rule) => {
    const known = queue.views.find((view) => view.name === rule.name);
    if (!reindex && known !== undefined && known.rule.fingerprint === rule.fingerprint) return known;
    const view = createView(queue, rule);
    created.push(view);
    return view;
  });
}

/** Views of configured queues win over those of removed ones. */
function nameViews(state: State): void {
  state.views.clear();
  for (const removed of [true, false]) {
    for (const queue of state.queues.values()) {
      if (queue.removed !== removed) continue;
      for (const view of queue.views) state.views.set(view.name, view);
    }
  }
}

/** Puts what waits in a queue into those of its views that are new. */
function fill(state: State, created: readonly View[]): void {
  const empty = new Map<string, View[]>();
  for (const view of created) {
    if (view.queue.size === 0) continue;
    const views = empty.get(view.queue.name);
    if (views === undefined) empty.set(view.queue.name, [view]);
    else views.push(view);
  }
  if (empty.size === 0) return;
  for (const interaction of state.interactions.values()) insert(interaction, empty, state.now);
}

function insert(interaction: Interaction, empty: ReadonlyMap<string, readonly View[]>, now: number): void {
  if (interaction.place.kind !== 'queue' || interaction.isHeld) return;
  const views = empty.get(interaction.place.queue);
  if (views === undefined) return;
  for (const view of views) view.index.insert(interaction, now);
}
