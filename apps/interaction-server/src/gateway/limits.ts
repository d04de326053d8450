/** Bounds of the gateway. Read anew at every use, so that main may change them while the server runs. */
export interface GatewayLimits {
  /** Longest frame, either way, in bytes after the length field (`max-frame-size`). */
  maxFrameSize: number;
  /** Registered logical clients (`max-current-clients`). */
  maxClients: number;
  /** Connections, registered or not. */
  maxConnections: number;
  /** Connections that have not registered yet: a flood of these leaves room for those that are. */
  maxUnregistered: number;
  /** Logical clients on one proxy connection. */
  maxClientsPerProxy: number;
  /** ms from the connection to its registration (`registration-timeout`). */
  registrationTimeout: number;
  /** ms of silence after which a RequestPing is sent. */
  pingAfter: number;
  /** ms of silence after which the client is taken for dead. */
  deadAfter: number;
  /** ms that a byte may wait for its reader before the client is cut off (`max-output-timeout`). */
  maxOutputTimeout: number;
  /** Bytes waiting for their reader beyond which the client is cut off at once. */
  maxUnsentBytes: number;
  /** Bytes waiting for their reader, or for a commit, beyond which no more requests are read from the connection. */
  pauseAtUnsentBytes: number;
  /** Unanswered requests of a connection beyond which no more are read from it; a proxy may have some more for each of its clients. */
  pauseAtUnanswered: number;
}

/** What holds where nothing else is set. */
export const DEFAULT_LIMITS: Readonly<GatewayLimits> = {
  maxFrameSize: 1024 * 1024,
  maxClients: 100_000,
  maxConnections: 20_000,
  maxUnregistered: 12_000,
  maxClientsPerProxy: 20_000,
  registrationTimeout: 10_000,
  pingAfter: 10_000,
  deadAfter: 20_000,
  maxOutputTimeout: 30_000,
  maxUnsentBytes: 32 * 1024 * 1024,
  pauseAtUnsentBytes: 512 * 1024,
  pauseAtUnanswered: 2_048,
};

/** Unanswered requests that a proxy may have in addition for each of its logical clients. */
export const UNANSWERED_PER_LOGICAL_CLIENT = 16;
