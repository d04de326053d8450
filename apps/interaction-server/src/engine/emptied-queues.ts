import type { Effects } from './effects.ts';
import { endPull } from './giving.ts';
import type { State } from './state.ts';

/** Forgets the removed queues that this command has left empty. Pulls that wait for their views end empty. */
export function forgetEmptied(state: State, effects: Effects): void {
  for (let queue = state.emptied.pop(); queue !== undefined; queue = state.emptied.pop()) {
    if (!queue.removed || queue.size > 0) continue;
    state.queues.delete(queue.name);
    for (const view of queue.views) {
      for (const pull of view.pulls) endPull(state, pull, effects);
      if (view.advance !== null) state.timers.disarm(view.advance);
      if (state.views.get(view.name) === view) state.views.delete(view.name);
    }
  }
}
