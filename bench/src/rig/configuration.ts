import Fastify, { type FastifyInstance } from 'fastify';
import { TENANT_ID } from './tenant.ts';

/** A configuration service with one document that never changes. Resolves with its port. */
export async function serveConfiguration(document: {
  readonly version: string;
  readonly objects: unknown;
}): Promise<{ port: number; close(): Promise<void> }> {
  const app: FastifyInstance = Fastify();
  app.get<{ Querystring: { since?: string; wait?: string } }>(
    `/api/v1/tenants/${TENANT_ID}/configuration`,
    async (request, reply) => {
      if (request.query.since !== document.version) return document;
      await new Promise((resolve) => {
        setTimeout(resolve, Number(request.query.wait ?? 0) * 1000).unref();
      });
      return reply.code(304).send();
    },
  );
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the configuration service has no port');
  return {
    port: address.port,
    close: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
