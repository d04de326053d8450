import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Where on the way of a connection's bytes to cut: `to` the database or `from` it, after so many bytes more. */
export interface Cut {
  readonly direction: 'to' | 'from';
  readonly after: number;
}

/** A TCP proxy that cuts one connection at a given byte. */
export interface CuttingProxy {
  readonly port: number;
  /** Cuts the connection for commits after exactly so many bytes more, once. */
  arm(cut: Cut): void;
  /** Cuts the connection for commits now. */
  cutNow(): void;
  /** Bytes that have passed on connections for commits since the last call. */
  passed(): { readonly to: number; readonly from: number };
  stop(): Promise<void>;
}

/** Sessions say in their first message what they are for. */
const COMMITS = Buffer.from(' commit\0');

export async function cuttingProxy(target: { host: string; port: number }): Promise<CuttingProxy> {
  let armed: Cut | undefined;
  const bytes = { to: 0, from: 0 };
  const sockets = new Set<Socket>();
  let cutCommits: () => void = () => undefined;

  const server = createServer((client) => {
    const database = connect(target);
    let commits = false;
    const cut = (): void => {
      client.destroy();
      database.destroy();
    };
    const pass = (direction: Cut['direction'], into: Socket, chunk: Buffer): void => {
      if (direction === 'to' && chunk.includes(COMMITS)) {
        commits = true;
        cutCommits = cut;
      }
      if (commits) bytes[direction] += chunk.length;
      if (!commits || armed?.direction !== direction || armed.after > chunk.length) {
        if (commits && armed?.direction === direction) armed = { direction, after: armed.after - chunk.length };
        into.write(chunk);
        return;
      }
      const first = chunk.subarray(0, armed.after);
      armed = undefined;
      // What is let through is delivered before the end is.
      into.write(first, cut);
      if (first.length === 0) cut();
    };
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    client.on('data', (chunk: Buffer) => pass('to', database, chunk));
    database.on('data', (chunk: Buffer) => pass('from', client, chunk));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    arm: (cut) => {
      armed = cut;
    },
    cutNow: () => cutCommits(),
    passed: () => {
      const { to, from } = bytes;
      bytes.to = 0;
      bytes.from = 0;
      return { to, from };
    },
    stop: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
