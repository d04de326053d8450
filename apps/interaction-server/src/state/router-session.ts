import type { ClientType } from '@ixn/protocol';
import type { Actor } from './actor.ts';
import type { Interaction } from './interaction.ts';
import type { OpenPull } from './open-pull.ts';
import type { RouterParty } from './party.ts';
import type { RouterRestoreTimer } from './timer.ts';

/** A router's work for one strategy. */
export interface StrategyUse {
  readonly strategy: string;
  readonly party: RouterParty;
  /** The party list of everything that the router has for this strategy: one object, shared. */
  readonly parties: readonly RouterParty[];
  readonly actor: Actor;
  current: number;
  total: number;
  /** ms, 0: never */
  lastSubmittedAt: number;
}

/**
 * A router (TenantId, ClientType, ClientName). Lives as long as a client of this identity is registered or holds interactions:
 *
 *   connected → connected (another client of the identity takes over) | detached (connection lost, interactions held) | ended
 *   detached  → connected (taken over) | ended (restore time over; interactions go back)
 */
export interface RouterSession {
  /** routerKey(clientType, name) */
  readonly key: string;
  readonly name: string;
  readonly clientType: ClientType;
  /** The registered client, 0 while detached. */
  client: number;
  readonly holding: Set<Interaction>;
  readonly pulls: Set<OpenPull>;
  readonly strategies: Map<string, StrategyUse>;
  total: number;
  /** The second (Unix) that {@link takenInSecond} counts. */
  second: number;
  takenInSecond: number;
  restore: RouterRestoreTimer | null;
}
