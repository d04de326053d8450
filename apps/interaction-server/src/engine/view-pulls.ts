import type { View } from '../state/queue.ts';
import { createTimer, type ViewTimer } from '../state/timer.ts';
import type { State } from './state.ts';

/** Time counts at once for a view with an open pull, and within this (ms) for any other: as late as the figures may be. */
const UNWATCHED_MS = 1000;

/** Something came into view: its pulls are served at the end of the command. */
export function wakeView(state: State, view: View): void {
  if (view.awake) return;
  view.awake = true;
  state.awake.push(view);
}

/** Sees to it that what time alone changes in the view takes effect. Called when its content changes or a pull begins to wait. */
export function watchView(state: State, view: View): void {
  const thawed = view.pulls.size > 0 && view.frozenUntil > state.now ? view.frozenUntil : Infinity;
  const next = Math.min(view.index.nextChangeAt(), thawed);
  if (next === Infinity) return;
  const due = Math.max(next, state.now + (view.pulls.size > 0 ? 1 : UNWATCHED_MS));
  view.advance ??= createTimer<ViewTimer>('view-advance', view, null);
  if (view.advance.position < 0 || view.advance.due > due) state.timers.arm(view.advance, due);
}

/** The view's timer: time may have brought something into it. */
export function advanceView(state: State, view: View): void {
  view.index.advance(state.now);
  if (view.pulls.size > 0 && view.index.first(state.now) !== undefined) wakeView(state, view);
  // An index does so much at once and leaves the rest for the next turn.
  if (view.advance !== null && view.index.nextChangeAt() <= state.now) state.timers.arm(view.advance, state.now + 1);
  else watchView(state, view);
}

/** A pull found nothing: the view gives nothing for default-view-freeze-interval, if that is above 0. */
export function freezeView(state: State, view: View): void {
  const { defaultViewFreezeInterval } = state.configuration.options;
  if (defaultViewFreezeInterval === 0) return;
  view.frozenUntil = state.now + defaultViewFreezeInterval;
  watchView(state, view);
}

/** Applies all that time has changed until now, so that the view shows what it should. */
export function refreshView(state: State, view: View): void {
  while (view.index.nextChangeAt() <= state.now) view.index.advance(state.now);
}
