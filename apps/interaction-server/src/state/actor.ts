/** The party, media server or server itself that caused an event: `Actor` on the wire. */
export type Actor =
  | { readonly kind: 'agent'; readonly agentId: string; readonly placeId: string }
  | { readonly kind: 'router'; readonly routerId: string; readonly strategyId: string }
  | { readonly kind: 'client'; readonly clientName: string }
  | { readonly kind: 'server' };
