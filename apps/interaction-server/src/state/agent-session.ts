/** Readiness of one medium of a logged-in agent. */
export interface MediaState {
  readonly name: string;
  ready: boolean;
  /** Packed `Reason` of the last change, '' when none was given. */
  reason: string;
}

/**
 * A logged-in agent at a place. Kept in the database, so that a restart neither logs anyone out unseen nor forgets who is ready.
 *
 *   logged in → detached (connection lost) → logged in (same agent and place back in time) | logged out (restore time over)
 */
export interface AgentSession {
  readonly agentId: string;
  readonly placeId: string;
  readonly loggedInAt: number;
  media: MediaState[];
  doNotDisturb: boolean;
  reason: string;
  /** The registered client, or 0 while detached. */
  client: number;
}
