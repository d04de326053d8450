import {
  isInteractionId,
  type Packed,
  RequestChangeProperties,
  type RequestDefinition,
  RequestDeliver,
  RequestGetInteractionProperties,
  RequestPlaceInQueue,
  RequestStopProcessing,
  RequestSubmit,
} from '@ixn/protocol';
import type { CompletedInteraction } from '../state/interaction.ts';
import type { Facts } from './command.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { State } from './state.ts';

/** Requests of routers that change an interaction: a RequestKey keeps each from being done twice. */
export const KEYED: ReadonlySet<RequestDefinition> = new Set<RequestDefinition>([
  RequestDeliver,
  RequestPlaceInQueue,
  RequestStopProcessing,
  RequestChangeProperties,
]);

/**
 * Id of the interaction that must be looked up among the stopped ones before the request can be applied: one that is neither live nor
 * was stopped a moment ago. Null: none.
 */
export function needsFacts(
  state: State,
  message: RequestDefinition,
  attributes: Readonly<Record<string, unknown>>,
): string | null {
  if (!asksAboutStopped(message, attributes)) return null;
  const id = attributes['InteractionId'];
  if (typeof id !== 'string' || state.interactions.has(id) || state.stopped.isFresh(id)) return null;
  return isInteractionId(id) ? id : null;
}

function asksAboutStopped(message: RequestDefinition, attributes: Readonly<Record<string, unknown>>): boolean {
  if (message === RequestSubmit) return attributes['InteractionId'] !== undefined;
  if (message === RequestGetInteractionProperties) return true;
  if (!KEYED.has(message)) return false;
  const extension = attributes['Extension'] as Packed | undefined;
  return extension?.includes('RequestKey') === true;
}

/**
 * What is known of an interaction that is not live: from memory, or looked up. Null: there was none. A request that has waited so long
 * that memory has forgotten what it counted on is refused: it may be asked again.
 */
export function findStopped(state: State, facts: Facts, id: string): CompletedInteraction | null | Refusal {
  const completed = state.stopped.get(id) ?? facts.completed;
  if (completed !== undefined) return completed;
  // An id of another form never was one.
  if (!isInteractionId(id)) return null;
  return refuse('RequestTimeout', 'InteractionId', `what is known of ${id} has to be looked up again`);
}
