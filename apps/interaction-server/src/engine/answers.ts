import { EventAck, EventError } from '@ixn/protocol';
import type { RouterSession } from '../state/router-session.ts';
import type { EffectAttributes, Effects } from './effects.ts';
import { errorAttributes, type Refusal } from './refusal.ts';
import { NOTHING } from './reports.ts';
import type { Request } from './request.ts';
import type { State } from './state.ts';

/** Answers a request with EventAck. */
export function acknowledge(request: Request, effects: Effects): void {
  effects.answer(request.session.client.id, request.referenceId, EventAck, NOTHING);
}

/** Answers a request with EventError. To a router it also says whether the interaction is with it. */
export function answerRefusal(state: State, request: Request, refusal: Refusal, effects: Effects): void {
  const { session, referenceId, attributes } = request;
  const id = (attributes as Readonly<Record<string, unknown>>)['InteractionId'];
  const extension =
    session.router !== null && typeof id === 'string' ? inRouting(state, session.router, id) : undefined;
  effects.answer(session.client.id, referenceId, EventError, errorAttributes(refusal, extension));
}

/** Extension of an EventError to a router. */
export function inRouting(state: State, router: RouterSession, interactionId: string): EffectAttributes {
  const interaction = state.interactions.get(interactionId);
  return { InRouting: interaction !== undefined && router.holding.has(interaction) ? 1 : 0 };
}
