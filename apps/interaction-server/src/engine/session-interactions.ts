import { EventSessionInteractions, type RequestGetSessionInteractions } from '@ixn/protocol';
import type { Interaction } from '../state/interaction.ts';
import type { EffectAttributes, Effects } from './effects.ts';
import { SESSION_PAGE_ENTRIES } from './limits.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';
import type { State } from './state.ts';

/** Tells a router what it holds, by pages in the order of SubmitSeq: after a reconnect, or as the successor of another client. */
export function getSessionInteractions(
  _state: State,
  request: Request<typeof RequestGetSessionInteractions>,
  effects: Effects,
): Refusal | undefined {
  const { session, referenceId, attributes } = request;
  if (session.router === null) return refuse('RequestNotAllowed', '', 'only routers hold interactions');
  const after = attributes.StartAfter === undefined ? 0 : Number(attributes.StartAfter);
  if (!Number.isSafeInteger(after) || after < 0) {
    return refuse('CursorInvalid', 'StartAfter', 'it is not the Next of a page before');
  }
  const held = [...session.router.holding].filter(({ submitSeq }) => submitSeq > after);
  held.sort((a, b) => a.submitSeq - b.submitSeq);
  const page = held.slice(0, SESSION_PAGE_ENTRIES);
  const last = page.at(-1);
  effects.answer(session.client.id, referenceId, EventSessionInteractions, {
    Interactions: page.map(entry),
    Next: last !== undefined && held.length > page.length ? String(last.submitSeq) : undefined,
  });
  return undefined;
}

function entry({ id, place, invitations }: Interaction): EffectAttributes {
  if (place.kind !== 'router') throw new Error(`${id} is held by a router but not in routing`);
  return {
    InteractionId: id,
    Strategy: place.strategy,
    Queue: place.origin.kind === 'queue' ? place.origin.queue : undefined,
    View: place.view === '' ? undefined : place.view,
    Invited: invitations.length > 0 ? 1 : 0,
  };
}
