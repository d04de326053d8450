import type { Actor } from '../state/actor.ts';
import type { ClientSession } from '../state/client-session.ts';
import type { Interaction } from '../state/interaction.ts';
import type { Party } from '../state/party.ts';
import { strategyUse } from './placement.ts';

/** Who a client acts as about an interaction: its agent, the router with the strategy that it holds it for, or itself. */
export function actorAbout(session: ClientSession, interaction: Interaction): Actor {
  if (session.agent !== null) return session.agent.actor;
  const { place } = interaction;
  if (session.router !== null && place.kind === 'router' && place.router === session.router.key) {
    return strategyUse(session.router, place.strategy).actor;
  }
  return session.actor;
}

/** Whether a party is the client's own. */
export function isOwnParty(session: ClientSession, party: Party): boolean {
  if (party.kind === 'router') return session.router !== null && session.router.name === party.routerId;
  if (session.agent === null) return false;
  const { agentId, placeId } = session.agent.session;
  return party.agentId === agentId && party.placeId === placeId;
}
