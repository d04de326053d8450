import type { ClientType } from '@ixn/protocol';
import type { RouterSession } from '../state/router-session.ts';
import { createTimer, type RouterRestoreTimer } from '../state/timer.ts';
import type { Effects } from './effects.ts';
import { dropPull } from './giving.ts';
import { putBack } from './put-back.ts';
import { REASONS } from './reasons.ts';
import { refuse } from './refusal.ts';
import type { State } from './state.ts';

/** Sessions of routers: see {@link RouterSession} for their modes. */

export function createRouter(state: State, key: string, name: string, clientType: ClientType): RouterSession {
  const router: RouterSession = {
    key,
    name,
    clientType,
    client: 0,
    holding: new Set(),
    pulls: new Set(),
    strategies: new Map(),
    total: 0,
    second: 0,
    takenInSecond: 0,
    restore: null,
  };
  state.routers.set(key, router);
  return router;
}

/** The session of what a recovered interaction says holds it. */
export function recoveredRouter(state: State, key: string): RouterSession {
  const slash = key.indexOf('/');
  return state.routers.get(key) ?? createRouter(state, key, key.slice(slash + 1), key.slice(0, slash) as ClientType);
}

/** A client is the router now. */
export function attachRouter(state: State, router: RouterSession, client: number): void {
  router.client = client;
  if (router.restore !== null) state.timers.disarm(router.restore);
}

/** The pulls of the router's client end without an answer: it is gone. */
export function dropPulls(state: State, router: RouterSession): void {
  for (const pull of router.pulls) dropPull(state, pull);
}

/** The connection is lost. A session that holds nothing ends at once, any other has some time to be taken over. */
export function detachRouter(state: State, router: RouterSession, restoreTime: number): void {
  router.client = 0;
  if (router.holding.size === 0) {
    state.routers.delete(router.key);
    return;
  }
  router.restore ??= createTimer<RouterRestoreTimer>('router-restore', router, null);
  state.timers.arm(router.restore, state.now + restoreTime);
}

const LOST = {
  reason: REASONS.routerLost,
  tellParties: false,
  tellInvited: true,
  outcome: refuse('InvitationRevoked', '', 'the router has gone'),
};

/** Nobody has taken the session over in time: what it holds goes back. */
export function loseRouter(state: State, router: RouterSession, effects: Effects): void {
  for (const interaction of router.holding) putBack(state, interaction, LOST, effects);
  state.routers.delete(router.key);
}
