import { connect, createServer, type Socket } from 'node:net';
import { localHost } from './ports.ts';
import { Link } from './proxy-link.ts';

export interface ProxyOptions {
  /** Where the proxy forwards to. */
  readonly target: { readonly host?: string; readonly port: number };
  /** Port on loopback to listen on; a free one by default. */
  readonly port?: number;
}

/**
 * A TCP proxy that behaves like a bad network, for tests. What happens to connections:
 *
 *   forward  bytes pass (the mode at the start)
 *   stall    nothing passes, nothing is lost: the bytes go on after `forward()`
 *   swallow  bytes and ends of either side vanish, and neither side is told: a half-open link. A connection that was
 *            swallowing once never comes back; `forward()` is for those made after it.
 *
 * The proxy's own kernel acknowledges what it swallows, so that TCP time-outs do not fire: what is tested is the
 * program's own keep-alive.
 */
export interface Proxy {
  readonly host: string;
  readonly port: number;
  /** Connections that are open on the client's side. */
  readonly connections: number;
  forward(): void;
  stall(): void;
  swallow(): void;
  /** Passes bytes on this many milliseconds later, in order; 0: at once. */
  delay(ms: number): void;
  /** Resets all connections on both sides (RST). New ones are taken. */
  cut(): void;
  /** Stops listening: new connections are refused. Those that are open stay. */
  refuse(): Promise<void>;
  /** Listens again at the same port. */
  accept(): Promise<void>;
  /** Resets all connections and stops listening. */
  stop(): Promise<void>;
}

type Mode = 'forward' | 'stall' | 'swallow';

/** Starts a {@link Proxy} on loopback. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const links = new Set<Link>();
  const host = options.target.host ?? localHost;
  let mode: Mode = 'forward';
  let delayMs = 0;

  function take(client: Socket): void {
    const target = connect({ host, port: options.target.port, allowHalfOpen: true });
    const link = new Link(client, target, () => links.delete(link));
    links.add(link);
    link.delay(delayMs);
    if (mode === 'stall') link.stall();
    if (mode === 'swallow') link.swallow();
  }

  let listener = await listen(options.port ?? 0, take);
  const { port } = listener;
  const cut = (): void => {
    for (const link of links) link.cut();
  };
  return {
    host: localHost,
    port,
    get connections() {
      return [...links].filter((link) => link.open).length;
    },
    forward() {
      mode = 'forward';
      for (const link of links) link.forward();
    },
    stall() {
      mode = 'stall';
      for (const link of links) link.stall();
    },
    swallow() {
      mode = 'swallow';
      for (const link of links) link.swallow();
    },
    delay(ms) {
      delayMs = ms;
      for (const link of links) link.delay(ms);
    },
    cut,
    refuse: () => listener.close(),
    async accept() {
      listener = await listen(port, take);
    },
    async stop() {
      const closed = listener.close();
      cut();
      await closed;
    },
  };
}

interface Listener {
  readonly port: number;
  /** Takes no more connections; does not wait for those that are open. */
  close(): Promise<void>;
}

function listen(port: number, take: (client: Socket) => void): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, take);
    server.once('error', reject);
    server.listen(port, localHost, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      // close() frees the port at once; its callback would wait for the last connection.
      const close = (): Promise<void> => {
        server.close();
        return new Promise((done) => setImmediate(done));
      };
      resolve({ port: bound, close });
    });
  });
}
