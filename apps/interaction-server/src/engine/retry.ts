import { EventAck, EventError, packedGet, type Packed } from '@ixn/protocol';
import type { Interaction, RetryRecord } from '../state/interaction.ts';
import type { RouterSession } from '../state/router-session.ts';
import { inRouting } from './answers.ts';
import type { Effects } from './effects.ts';
import { offerOf } from './interaction-timers.ts';
import { findStopped } from './needs-facts.ts';
import { Refusal, refuse } from './refusal.ts';
import { NOTHING } from './reports.ts';
import type { Request } from './request.ts';
import type { State } from './state.ts';

/**
 * Retry without doubling (protocol.md). A router may give a request about an interaction a RequestKey. The last key and its outcome
 * are kept with the interaction, so that the same request, sent again by the same router or its successor, is answered and not
 * done again:
 *
 *   new key → done, outcome kept | refused (nothing changed, nothing kept)
 *   key of the open invitation → waits for its outcome, too
 *   kept key → the kept answer
 */

/** ms for which a key is kept after routing has ended. */
export const RETRY_MS = 600_000;
/** Bytes of UTF-8. */
const MAX_KEY = 64;

/** Extension.RequestKey, '' when there is none. */
export function readRequestKey(extension: Packed | undefined): string | Refusal {
  if (extension === undefined || !extension.includes('RequestKey')) return '';
  const key = packedGet(extension, 'RequestKey');
  if (key === undefined || key === null) return '';
  if (typeof key !== 'string')
    return refuse('AttributeType', 'Extension.RequestKey', `expected str, got ${typeof key}`);
  const size = Buffer.byteLength(key);
  if (size === 0 || size > MAX_KEY) {
    return refuse('AttributeValue', 'Extension.RequestKey', `${size} bytes, 1 … ${MAX_KEY} are allowed`);
  }
  if (key.includes('\0')) return refuse('AttributeValue', 'Extension.RequestKey', 'NUL in a text');
  return key;
}

/** Deals with a request whose key is known. Returns 'new' when it is not: then the request has to be done. */
export function repeat(
  state: State,
  request: Request,
  router: RouterSession,
  interactionId: string,
  effects: Effects,
): Refusal | 'new' | undefined {
  const interaction = state.interactions.get(interactionId);
  if (interaction !== undefined) {
    const joined = joinInvitation(request, router, interaction);
    if (joined !== 'new') return joined;
  }
  const record = interaction === undefined ? stoppedRecord(state, request, interactionId) : interaction.retry;
  if (record instanceof Refusal) return record;
  if (record === null || record.key !== request.requestKey || record.router !== router.key) return 'new';
  if (state.now - record.at > RETRY_MS && interaction?.place.kind !== 'router') return 'new';
  if (record.request !== request.message.name) return conflict(record.request);
  answerAgain(state, request, router, interactionId, record, effects);
  return undefined;
}

function joinInvitation(
  request: Request,
  router: RouterSession,
  interaction: Interaction,
): Refusal | 'new' | undefined {
  for (const invitation of interaction.invitations) {
    if (invitation.by !== router.key || invitation.requestKey !== request.requestKey) continue;
    if (request.message.name !== 'RequestDeliver') return conflict('RequestDeliver');
    const offer = offerOf(interaction, invitation);
    const isSuccessor = offer.client !== router.client;
    offer.client = router.client;
    offer.waiting = isSuccessor ? [request.referenceId] : [...offer.waiting, request.referenceId];
    return undefined;
  }
  return 'new';
}

function stoppedRecord(state: State, request: Request, interactionId: string): RetryRecord | null | Refusal {
  const completed = findStopped(state, request.facts, interactionId);
  return completed instanceof Refusal ? completed : (completed?.retry ?? null);
}

function conflict(other: string): Refusal {
  return refuse('RequestKeyConflict', 'Extension.RequestKey', `it was used for ${other}`);
}

function answerAgain(
  state: State,
  request: Request,
  router: RouterSession,
  interactionId: string,
  record: RetryRecord,
  effects: Effects,
): void {
  const client = request.session.client.id;
  if (record.error === 0) effects.answer(client, request.referenceId, EventAck, NOTHING);
  else {
    effects.answer(client, request.referenceId, EventError, {
      ErrorCode: record.error,
      ErrorDescription: record.text,
      Attribute: record.attribute === '' ? undefined : record.attribute,
      Extension: inRouting(state, router, interactionId),
    });
  }
}

/** The record of an outcome, null for a request without key. */
export function retryRecord(
  state: State,
  routerKey: string,
  requestKey: string,
  requestName: string,
  refusal: Refusal | null,
): RetryRecord | null {
  if (requestKey === '') return null;
  return {
    key: requestKey,
    router: routerKey,
    request: requestName,
    error: refusal === null ? 0 : refusal.number,
    attribute: refusal === null ? '' : refusal.attribute,
    text: refusal === null ? '' : refusal.text,
    at: state.now,
  };
}

/** Keeps the outcome of a router's request that was done. */
export function keepOutcome(state: State, request: Request, interaction: Interaction): void {
  if (request.requestKey === '' || request.session.router === null) return;
  const { key } = request.session.router;
  interaction.retry = retryRecord(state, key, request.requestKey, request.message.name, null);
}
