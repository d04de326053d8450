import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer, type TLSSocket } from 'node:tls';
import type { Logger } from '../log.ts';

/** Certificates of the listener, PEM. */
export interface Certificates {
  readonly cert: string;
  readonly key: string;
  /** Authorities that client certificates must come from; left out: clients are not asked for one. */
  readonly clientCa?: string;
}

export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  /** Left out: plain TCP. */
  readonly certificates?: Certificates | undefined;
  /** ms that a TLS handshake may take. */
  readonly handshakeTimeout: number;
  readonly log: Logger;
}

/** @param certificateName CN of the client's certificate, '' without one. */
export type OnConnection = (socket: Socket, certificateName: string) => void;

/**
 * Connections that may wait to be accepted; the system may allow fewer. Node accepts one in each turn of the event loop, so that a crowd holds up
 * nobody who is served already; what finds no room here would have to come again seconds later, or be reset.
 */
const BACKLOG = 4096;

/** The listening socket, plain or TLS. */
export class Listener {
  readonly #options: ListenerOptions;
  readonly #server: Server | TlsServer;
  readonly #tls: TlsServer | undefined;

  constructor(options: ListenerOptions, onConnection: OnConnection) {
    this.#options = options;
    const { certificates } = options;
    if (certificates === undefined) {
      this.#server = createTcpServer((socket) => onConnection(socket, ''));
    } else {
      this.#tls = tlsServer(options, certificates, onConnection);
      this.#server = this.#tls;
    }
  }

  /** Resolves with the port. Rejects when it cannot be had. */
  async open(): Promise<number> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port, backlog: BACKLOG }, () => {
        this.#server.removeListener('error', reject);
        resolve();
      });
    });
    this.#server.on('error', (error) =>
      this.#options.log.error({ reason: error.message }, 'accepting a connection failed'),
    );
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Bounds the sockets that are open at all, TLS handshakes included; what comes beyond is closed without a word. */
  bound(sockets: number): void {
    this.#server.maxConnections = sockets;
  }

  /** New connections get these certificates. Throws when they do not fit each other; then the old ones stay. */
  renew(certificates: Certificates): void {
    this.#tls?.setSecureContext(secureContext(certificates));
  }

  /** Takes no more connections; those that are open stay. */
  stop(): void {
    this.#server.close();
  }
}

function tlsServer(options: ListenerOptions, certificates: Certificates, onConnection: OnConnection): TlsServer {
  const asks = certificates.clientCa !== undefined;
  const server = createTlsServer({
    ...secureContext(certificates),
    requestCert: asks,
    rejectUnauthorized: asks,
    handshakeTimeout: options.handshakeTimeout,
  });
  server.on('secureConnection', (socket) => onConnection(socket, commonName(socket)));
  server.on('tlsClientError', (error, socket) => {
    options.log.info({ remote: socket.remoteAddress, reason: error.message }, 'TLS handshake failed');
    socket.destroy();
  });
  return server;
}

function secureContext({ cert, key, clientCa }: Certificates): {
  cert: string;
  key: string;
  ca?: string;
  minVersion: 'TLSv1.2';
} {
  return { cert, key, minVersion: 'TLSv1.2', ...(clientCa === undefined ? {} : { ca: clientCa }) };
}

/** The one CN of the client's certificate; none where it has several. */
function commonName(socket: TLSSocket): string {
  const name: unknown = socket.getPeerCertificate().subject?.CN;
  return typeof name === 'string' ? name : '';
}
