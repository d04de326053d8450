import type { ViewRule } from '../engine/configuration/tenant-configuration.ts';
import type { ViewIndex } from '../views/view-index.ts';
import type { OpenPull } from './open-pull.ts';
import type { InQueue } from './place.ts';
import type { ViewTimer } from './timer.ts';

/** Interactions of one queue and media type, by where they are. Kept up to date with every move (engine/placement.ts). */
export interface QueueCounts {
  /** In the queue. */
  waiting: number;
  /** Of those, how many were never offered to an agent. */
  neverDelivered: number;
  /** Taken from the queue, with a router. */
  inRouter: number;
  /** Taken from the queue, with agents. */
  onAgents: number;
  /** How many of those waiting came into the queue in which second (Unix): tells the oldest without looking at each. */
  readonly arrivals: Map<number, number>;
}

/** A view of a queue, with the pulls that wait for something to come into it. */
export interface View {
  readonly name: string;
  readonly queue: Queue;
  readonly rule: ViewRule;
  readonly index: ViewIndex;
  /** In the order in which they came. */
  readonly pulls: Set<OpenPull>;
  /** Armed while a pull is open and time alone may bring something into view. */
  advance: ViewTimer | null;
  /** ms: until then the view gives nothing (default-view-freeze-interval). */
  frozenUntil: number;
  /** Something came into view during this command while a pull is open. */
  awake: boolean;
}

/**
 * A queue.
 *
 *   configured → removed (gone from the configuration, but interactions are in it or come from it) → forgotten (empty)
 *   removed → configured
 */
export interface Queue {
  readonly name: string;
  /** The place of everything that waits here: one object, shared. */
  readonly place: InQueue;
  views: readonly View[];
  removed: boolean;
  readonly counts: Map<string, QueueCounts>;
  /** Interactions that wait here, or come from here and are with a router or agents. */
  size: number;
}

export function createQueueCounts(): QueueCounts {
  return { waiting: 0, neverDelivered: 0, inRouter: 0, onAgents: 0, arrivals: new Map() };
}
