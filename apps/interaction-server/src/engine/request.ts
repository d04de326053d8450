import type { Attributes, RequestDefinition } from '@ixn/protocol';
import type { ClientSession } from '../state/client-session.ts';
import type { Facts } from './command.ts';
import type { Effects } from './effects.ts';
import type { Refusal } from './refusal.ts';
import type { State } from './state.ts';

/** A request as a verb sees it. */
export interface Request<M extends RequestDefinition = RequestDefinition> {
  readonly session: ClientSession;
  readonly message: M;
  readonly referenceId: number;
  readonly attributes: Attributes<M>;
  readonly facts: Facts;
  /** Extension.RequestKey of a router; '' for none. */
  readonly requestKey: string;
}

/**
 * The rule of one request. It checks everything first: a refusal that it returns means that nothing has changed. Otherwise it
 * answers, now or later, and says what follows.
 */
export type Verb<M extends RequestDefinition = RequestDefinition> = (
  state: State,
  request: Request<M>,
  effects: Effects,
) => Refusal | undefined;
