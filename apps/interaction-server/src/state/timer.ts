import type { Agent } from './agent.ts';
import type { ClientSession } from './client-session.ts';
import type { Interaction } from './interaction.ts';
import type { Offer } from './offer.ts';
import type { OpenPull } from './open-pull.ts';
import type { AgentParty } from './party.ts';
import type { View } from './queue.ts';
import type { RouterSession } from './router-session.ts';

/** All kinds have the same fields in the same order, so that the heap deals with one shape only. */
interface TimerOf<Kind extends string, Subject, Detail> {
  /** ms */
  due: number;
  /** Order of arming: decides between timers that fall due together. */
  order: number;
  /** Index in the heap, -1 while it is not armed. */
  position: number;
  /** Next timer about the same interaction. */
  next: InteractionTimer | null;
  readonly kind: Kind;
  readonly subject: Subject;
  readonly detail: Detail;
}

/** An invitation waits for an answer. */
export type DeliveringTimer = TimerOf<'delivering', Interaction, Offer>;
/** An agent has an interaction; restarted by every request of the agent about it. */
export type HandlingTimer = TimerOf<'handling', Interaction, AgentParty>;
/** A router has an interaction. */
export type RoutingTimer = TimerOf<'routing', Interaction, null>;
/** A pull without result is held open. */
export type PullHoldTimer = TimerOf<'pull-hold', OpenPull, null>;
/** An agent's connection is lost. */
export type AgentRestoreTimer = TimerOf<'agent-restore', Agent, null>;
/** A router's connection is lost. */
export type RouterRestoreTimer = TimerOf<'router-restore', RouterSession, null>;
/** An agent application has no agent logged in. */
export type LoginTimer = TimerOf<'login', ClientSession, null>;
/** Time alone may bring something into a view for which a pull is open. */
export type ViewTimer = TimerOf<'view-advance', View, null>;

/** Timers that are about one interaction hang on it as a list, so that a stop finds them all. */
export type InteractionTimer = DeliveringTimer | HandlingTimer | RoutingTimer;

export type Timer = InteractionTimer | PullHoldTimer | AgentRestoreTimer | RouterRestoreTimer | LoginTimer | ViewTimer;

export function createTimer<T extends Timer>(kind: T['kind'], subject: T['subject'], detail: T['detail']): T {
  return { due: 0, order: 0, position: -1, next: null, kind, subject, detail } as unknown as T;
}
