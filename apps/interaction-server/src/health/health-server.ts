import { Readable } from 'node:stream';
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Status } from './status.ts';

/** The metrics of the program, as far as the health port needs them. */
export interface Exposition {
  readonly contentType: string;
  /** The text format in pieces. */
  chunks(): AsyncIterable<string>;
}

export interface HealthOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly status: Status;
  readonly metrics: Exposition;
}

export interface HealthServer {
  /** The port that it listens on. */
  readonly port: number;
  /** Whether connections stay open between requests (`health-service/enable-keepalive`); at first they do not. */
  keepAlive(enabled: boolean): void;
  close(): Promise<void>;
}

/** A request's headers and body must be there by then; a scrape itself may take longer. */
const REQUEST_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_TIMEOUT_MS = 30_000;

/**
 * Opens the health port. It is open in every mode, standby included. Rejects when the port cannot be had.
 *
 * | path | answer |
 * |---|---|
 * | `/health/live` | 200 as long as the process turns |
 * | `/health/ready`, `/health` | 200 when ready, else 503; JSON with mode, reasons, parts, recovery progress |
 * | `/health/prometheus/all`, `/metrics` | all metrics, text format 0.0.4 whatever is asked for |
 */
export async function openHealth(options: HealthOptions): Promise<HealthServer> {
  const connections = { stay: false };
  const server = routes(options, connections);
  await server.listen({ host: options.host, port: options.port });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    port,
    keepAlive(enabled) {
      connections.stay = enabled;
    },
    close: () => server.close(),
  };
}

function routes({ status, metrics }: HealthOptions, connections: { readonly stay: boolean }): FastifyInstance {
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    bodyLimit: 1024,
  });
  server.addHook('onRequest', (_request, reply, done) => {
    if (!connections.stay) void reply.header('connection', 'close');
    done();
  });
  const ready = (_request: unknown, reply: FastifyReply) => {
    const report = status.report();
    return reply
      .header('cache-control', 'no-store')
      .code(report.status === 'ready' ? 200 : 503)
      .send(report);
  };
  const scrape = (_request: unknown, reply: FastifyReply) =>
    reply.header('content-type', metrics.contentType).send(Readable.from(metrics.chunks(), { objectMode: false }));

  server.get('/health/live', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'alive', mode: status.mode }),
  );
  server.get('/health/ready', ready);
  server.get('/health', ready);
  server.get('/health/prometheus/all', scrape);
  server.get('/metrics', scrape);
  return server;
}
