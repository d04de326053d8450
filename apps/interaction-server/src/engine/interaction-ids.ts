import type { State } from './state.ts';

/**
 * The next InteractionId: 4 digits of the epoch and 12 of a counter within it, base 36. The epoch rises with every start of a server,
 * so that no id is given twice. One that a submitter has chosen already is passed over.
 */
export function nextInteractionId(state: State): string {
  for (;;) {
    const epoch = state.epoch.toString(36).padStart(4, '0');
    const counter = (++state.generated).toString(36).padStart(12, '0');
    const id = (epoch + counter).toUpperCase();
    if (!state.interactions.has(id) && state.stopped.get(id) === undefined) return id;
  }
}
