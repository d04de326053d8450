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
  /** Longest wait for the answer to a request (`database-request-timeout`). */
  readonly requestTimeoutMs: number;
  /** A request that takes longer is logged (`database-request-warning-timeout`). */
  readonly requestWarningMs: number;
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

/** What a connection string's suffix says. */
export interface ConnectionSuffix {
  /** `KeepaliveTime`, in ms. */
  readonly keepAliveMs: number | undefined;
  /** Names of options that mean nothing here. */
  readonly ignored: readonly string[];
}

/**
 * Reads the suffix of a connection string, such as `KeepaliveInterval=1;KeepaliveTime=60;` (seconds; names in any case). Of the
 * known options `KeepaliveInterval` is left to the operating system. Throws an Error that names the part at fault.
 */
export function parseConnectionSuffix(suffix: string): ConnectionSuffix {
  let keepAliveMs: number | undefined;
  const ignored: string[] = [];
  for (const part of suffix.split(';')) {
    if (part.trim() === '') continue;
    const [name = '', value = '', more] = part.split('=').map((side) => side.trim());
    if (name === '' || value === '' || more !== undefined) {
      throw new Error(`connection string suffix: '${part.trim()}' is not of the form Name=value`);
    }
    if (name.toLowerCase() !== 'keepalivetime') {
      ignored.push(name);
      continue;
    }
    const seconds = Number(value);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400) {
      throw new Error(
        `connection string suffix: ${name} is '${value}': it must be a whole number of seconds from 1 to 86400`,
      );
    }
    keepAliveMs = seconds * 1000;
  }
  return { keepAliveMs, ignored };
}
