/** How an agent takes part. Only `Conference` parties own the interaction; Coach and Monitor come with conferences. */
export type Visibility = 'Conference' | 'Coach' | 'Monitor';

/** The router that holds an interaction, seen as a party of it: {RouterId, StrategyId} on the wire. */
export interface RouterParty {
  readonly kind: 'router';
  readonly routerId: string;
  readonly strategyId: string;
}

export interface AgentParty {
  readonly kind: 'agent';
  readonly agentId: string;
  /** Changes when the agent takes up at another place what it has left behind. */
  placeId: string;
  readonly visibility: Visibility;
  /** ms */
  readonly joinedAt: number;
}

export type Party = RouterParty | AgentParty;

export type InvitationOperation = 'RouteToAgent' | 'Transfer' | 'Conference' | 'Intrude';

/** An open offer to an agent: made by a router's or an agent's request, ended by accept, reject, time-out or revocation. */
export interface Invitation {
  /** Unique for ever: a counter that recovery goes on with. */
  readonly ticket: number;
  readonly operation: InvitationOperation;
  readonly agentId: string;
  readonly placeId: string;
  readonly visibility: Visibility;
  /** Who asked: a router's session key, or an agent id. */
  readonly by: string;
  /** The inviter's RequestKey, '' when it gave none. */
  readonly requestKey: string;
  /** ms; starts the delivering timer. */
  readonly invitedAt: number;
}
