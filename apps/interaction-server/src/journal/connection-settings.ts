import type { ConnectionOptions } from 'node:tls';

/** Where the database is, and how to reach it. Times in ms. */
export interface ConnectionSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** A function is asked before each connection is opened: a password file may change. */
  readonly password: string | (() => string | Promise<string>);
  readonly ssl: false | ConnectionOptions;
  /** Schema that holds the server's tables; made when missing. */
  readonly schema: string;
  /** Silence after which TCP asks whether the database is still there. */
  readonly keepAliveMs: number;
  /** Longest wait for a connection, log-in included. */
  readonly connectTimeoutMs: number;
  /** Longest pause between attempts to connect; the first ones are shorter. */
  readonly reconnectPauseMs: number;
  /** Longest wait for the answer to a request (`database-request-timeout`). May be changed live. */
  requestTimeoutMs: number;
  /** A request that takes longer is logged (`database-request-warning-timeout`). May be changed live. */
  requestWarningMs: number;
}

export const DEFAULT_CONNECTION_SETTINGS = {
  port: 5432,
  ssl: false,
  schema: 'ixn',
  keepAliveMs: 60_000,
  connectTimeoutMs: 5_000,
  reconnectPauseMs: 1_000,
  requestTimeoutMs: 10_000,
  requestWarningMs: 1_000,
} as const satisfies Partial<ConnectionSettings>;
