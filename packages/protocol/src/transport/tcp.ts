import { connect } from 'node:net';
import { systemClock, type Clock } from './clock.ts';
import { socketReady } from './open-socket.ts';
import { socketChannel } from './socket-channel.ts';
import type { Transport } from './transport.ts';

export interface TcpOptions {
  /** Name or address. */
  readonly host: string;
  readonly port: number;
  /** How long connecting may take. Default 5,000. */
  readonly connectTimeoutMs?: number;
  readonly clock?: Clock;
}

export const defaultConnectTimeoutMs = 5_000;

/** Plain TCP. */
export function tcp(options: TcpOptions): Transport {
  const { host, port, connectTimeoutMs = defaultConnectTimeoutMs, clock = systemClock } = options;
  const address = `${host}:${port}`;
  return {
    address,
    async connect(signal) {
      const opening = { address, readyEvent: 'connect', timeout: connectTimeoutMs, clock, signal } as const;
      return socketChannel(await socketReady(connect({ host, port, noDelay: true }), opening), clock);
    },
  };
}
