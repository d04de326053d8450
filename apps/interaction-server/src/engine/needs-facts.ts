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
import type { State } from './state.ts';

/** Requests whose RequestKey may belong to an interaction that is stopped. */
const KEYED: ReadonlySet<RequestDefinition> = new Set<RequestDefinition>([
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
  if (typeof id !== 'string' || state.interactions.has(id) || state.stopped.get(id) !== undefined) return null;
  return isInteractionId(id) ? id : null;
}

function asksAboutStopped(message: RequestDefinition, attributes: Readonly<Record<string, unknown>>): boolean {
  if (message === RequestSubmit) return attributes['InteractionId'] !== undefined;
  if (message === RequestGetInteractionProperties) return true;
  if (!KEYED.has(message)) return false;
  const extension = attributes['Extension'] as Packed | undefined;
  return extension?.includes('RequestKey') === true;
}
