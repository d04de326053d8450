import { isIP } from 'node:net';
import { checkServerIdentity, connect, type ConnectionOptions } from 'node:tls';
import { systemClock } from './clock.ts';
import { socketReady } from './open-socket.ts';
import { socketChannel } from './socket-channel.ts';
import { defaultConnectTimeoutMs, type TcpOptions } from './tcp.ts';
import type { Transport } from './transport.ts';

export interface TlsOptions extends TcpOptions {
  /** The name that the server's certificate must carry. Default: `host`. */
  readonly serverName?: string;
  /** Certificates (PEM) of the authorities to trust. Default: those that Node.js trusts. */
  readonly ca?: string | Buffer;
  /** Certificate (PEM) of the client, where the server asks for one; its CN is the ClientName. With `key`. */
  readonly certificate?: string | Buffer;
  /** Private key (PEM) of the client's certificate. */
  readonly key?: string | Buffer;
}

/** TLS over TCP. The server's certificate is always checked; there is no switch to leave that out. */
export function tls(options: TlsOptions): Transport {
  const { host, port, connectTimeoutMs = defaultConnectTimeoutMs, clock = systemClock } = options;
  const address = `${host}:${port}`;
  return {
    address,
    async connect(signal) {
      const opening = { address, readyEvent: 'secureConnect', timeout: connectTimeoutMs, clock, signal } as const;
      return socketChannel(await socketReady(connect(connection(options)), opening), clock);
    },
  };
}

function connection({ host, port, serverName, ca, certificate, key }: TlsOptions): ConnectionOptions {
  const name = serverName ?? host;
  return {
    host,
    port,
    minVersion: 'TLSv1.2',
    // The name that is indicated to the server is also the one that is checked. Addresses are not indicated, only checked.
    ...(isIP(name) ? {} : { servername: name }),
    checkServerIdentity: (_indicated, peer) => checkServerIdentity(name, peer),
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined ? {} : { cert: certificate }),
    ...(key === undefined ? {} : { key }),
  };
}
