import type { Attributes, EventInvite } from '@ixn/protocol';
import type { Agent } from '../state/agent.ts';
import type { ClientSession } from '../state/client-session.ts';
import type { Interaction } from '../state/interaction.ts';
import type { AgentParty, Party } from '../state/party.ts';

/** `Party` on the wire. */
export type PartyAttributes = NonNullable<Attributes<typeof EventInvite>['Party']>;

export function partyAttributes(party: Party): PartyAttributes {
  if (party.kind === 'router') {
    return {
      AgentId: undefined,
      PlaceId: undefined,
      RouterId: party.routerId,
      StrategyId: party.strategyId,
      VisibilityMode: undefined,
    };
  }
  return {
    AgentId: party.agentId,
    PlaceId: party.placeId,
    RouterId: undefined,
    StrategyId: undefined,
    VisibilityMode: party.visibility,
  };
}

/** The agent as a party of the interaction. */
export function partyOf(interaction: Interaction, agent: Agent): AgentParty | undefined {
  const { agentId, placeId } = agent.session;
  for (const party of interaction.parties) {
    if (party.kind === 'agent' && party.agentId === agentId && party.placeId === placeId) return party;
  }
  return undefined;
}

/** The client by which a party of an interaction can be told something; 0: none is connected. */
export function isParty(session: ClientSession, interaction: Interaction): boolean {
  if (session.agent !== null) return partyOf(interaction, session.agent) !== undefined;
  return session.router !== null && session.router.holding.has(interaction);
}
