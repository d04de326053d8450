import type { Actor } from '../state/actor.ts';
import type { EffectAttributes } from './effects.ts';

/** `Actor` on the wire; undefined for the server itself. */
export function actorAttributes(actor: Actor): EffectAttributes | undefined {
  switch (actor.kind) {
    case 'agent':
      return { AgentId: actor.agentId, PlaceId: actor.placeId };
    case 'router':
      return { RouterId: actor.routerId, StrategyId: actor.strategyId };
    case 'client':
      return { ClientName: actor.clientName };
    case 'server':
      return undefined;
  }
}
