import { createServer, type Server } from 'node:http';
import { localHost } from '../ports.ts';
import type { Part } from '../part.ts';
import type { PartAnswer } from './answer.ts';

/** Starts a part on first use, by name. */
export type PartStarters = Readonly<Record<string, () => Promise<Part>>>;

/**
 * One test run shares its parts: the broker lives in vitest's main process, test files ask it over HTTP on loopback.
 * A part starts when the first file asks for it, so that a run of pure unit tests starts none.
 */
export interface Broker {
  readonly address: string;
  /** Stops all parts that were started. */
  stop(): Promise<void>;
}

export async function startBroker(starters: PartStarters): Promise<Broker> {
  const started = new Map<string, Promise<Part>>();

  async function answer(name: string): Promise<PartAnswer> {
    const start = starters[name];
    if (start === undefined) return { missing: `no part is called '${name}'` };
    const part = started.get(name) ?? start();
    started.set(name, part);
    return part.then(
      ({ url, how }) => ({ url, how }),
      (error: unknown) => ({ missing: error instanceof Error ? error.message : String(error) }),
    );
  }

  const server = createServer((request, response) => {
    void answer((request.url ?? '').slice(1)).then((found) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(found));
    });
  });
  const port = await listen(server);
  return {
    address: `http://${localHost}:${port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      const parts = await Promise.allSettled(started.values());
      for (const part of parts) if (part.status === 'fulfilled') await part.value.stop();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, localHost, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
