import { pack, type Attributes, type Packed, type RequestStopProcessing } from '@ixn/protocol';

/** `Reason` on the wire, as requests bring it and events carry it. */
export type Reason = Attributes<typeof RequestStopProcessing>['Reason'];
type KnownReason = NonNullable<Reason>;

function given(name: string, description: string): KnownReason {
  return Object.freeze({ Reason: undefined, ReasonSystemName: name, ReasonDescription: description });
}

/** Reasons that the server itself gives. */
export const REASONS = {
  deliveringTimeout: given('DeliveringTimeout', 'the agent did not answer in time'),
  handlingTimeout: given('HandlingTimeout', 'the agent did nothing about it for too long'),
  routingTimeout: given('RoutingTimeout', 'it was with the router for too long'),
  agentLogout: given('AgentLogout', 'the agent has logged out'),
  agentLost: given('AgentConnectionLost', 'the connection of the agent was lost and not restored in time'),
  routerLost: given('RouterConnectionLost', 'the connection of the router was lost and not restored in time'),
  loggedInElsewhere: given('LoggedInElsewhere', 'the agent has logged in at another place'),
  placedElsewhere: given('PlacedInQueue', 'it was placed in a queue'),
  serverStopping: given('ServerStopping', 'the server is stopping'),
  stopped: given('Stopped', 'it was stopped'),
  nowhereToReturn: given('NowhereToReturn', 'nobody handles it any more and it has no queue to go back to'),
} as const;

/** ReasonSystemName of a reason, '' for none. */
export function reasonName(reason: Reason): string {
  return reason?.ReasonSystemName ?? '';
}

/** A reason as it is kept: a packed map, '' for none. */
export function packReason(reason: Reason): string {
  if (reason === undefined) return '';
  const { Reason, ReasonSystemName, ReasonDescription } = reason;
  return pack({ Reason, ReasonSystemName, ReasonDescription });
}

/** A kept reason as an attribute. */
export function keptReason(packed: string): Packed | undefined {
  return packed === '' ? undefined : (packed as Packed);
}
