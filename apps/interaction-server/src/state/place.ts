/**
 * Where an interaction is. It is in exactly one place at any moment (interactions.md, "An interaction"):
 *
 *   submitted → queue | agents
 *   queue     → router (pulled) | agents (pulled) | stopped
 *   router    → queue | workbin | agents (accepted) | stopped
 *   agents    → queue | workbin | stopped
 *   workbin   → agents (pulled) | stopped
 *   queue, workbin ↔ snapshot-lock
 *
 * The numbers are stored in the database (column `place`) and never change their meaning.
 */
export const PLACE_NUMBERS = {
  queue: 0,
  workbin: 1,
  router: 2,
  agents: 3,
  'snapshot-lock': 4,
  stopped: 5,
} as const;

export type PlaceKind = keyof typeof PLACE_NUMBERS;

/** Owner and type of a workbin, as the protocol's `Workbin` attribute says it. */
export interface WorkbinRef {
  readonly type: string;
  readonly owner: string;
}

/** In a queue. One object a queue, shared by all that wait in it. */
export interface InQueue {
  readonly kind: 'queue';
  readonly queue: string;
}

export interface InWorkbin {
  readonly kind: 'workbin';
  readonly workbin: WorkbinRef;
}

/** Where an interaction goes back to when routing or handling ends without a decision. */
export type Origin = InQueue | InWorkbin;

/** With a router. `since` (ms) starts the routing timer. */
export interface WithRouter {
  readonly kind: 'router';
  /** Identity of the router's session: {@link routerKey}. */
  readonly router: string;
  readonly strategy: string;
  readonly submitter: string;
  readonly view: string;
  readonly origin: Origin;
  readonly since: number;
}

/** With one or more agents; who they are is in the interaction's parties. */
export interface WithAgents {
  readonly kind: 'agents';
  /** Null for an interaction that an agent submitted: it has nowhere to go back to. */
  readonly origin: Origin | null;
  readonly view: string;
  readonly since: number;
}

/** Taken out of sight by a snapshot; `behind` is where it really is. */
export interface SnapshotLocked {
  readonly kind: 'snapshot-lock';
  readonly snapshot: string;
  readonly behind: Origin;
}

export interface Stopped {
  readonly kind: 'stopped';
  /** ms */
  readonly completedAt: number;
  readonly reason: string;
}

export type Place = InQueue | InWorkbin | WithRouter | WithAgents | SnapshotLocked | Stopped;

/** Identity of a router's session: routers are (TenantId, ClientType, ClientName), the tenant is the server's. */
export function routerKey(clientType: string, clientName: string): string {
  return `${clientType}/${clientName}`;
}
