import Fastify, { type FastifyInstance } from 'fastify';
import type { FollowedTenant } from './followed-tenant.ts';

/** Longest that an answer is held, in seconds. */
const MAX_WAIT_S = 60;

/**
 * The configuration service: `GET /api/v1/tenants/{tenantId}/configuration` answers {version, objects} with an ETag;
 * `?since=VERSION&wait=30` holds the answer until something changes, 304 after the wait.
 */
export function configurationService(tenants: readonly FollowedTenant[]): FastifyInstance {
  const app = Fastify();
  app.get('/health', async () => ({ status: 'ok', tenants: tenants.map((tenant) => tenant.current.tenantId) }));
  app.get<{ Params: { tenantId: string }; Querystring: { since?: string; wait?: string } }>(
    '/api/v1/tenants/:tenantId/configuration',
    async (request, reply) => {
      const tenant = tenants.find((one) => one.current.tenantId === request.params.tenantId);
      if (tenant === undefined) return reply.code(404).send({ error: `no tenant ${request.params.tenantId}` });
      const wait = Number(request.query.wait ?? '0');
      if (!Number.isFinite(wait) || wait < 0 || wait > MAX_WAIT_S) {
        return reply.code(400).send({ error: `wait is a number of seconds from 0 to ${MAX_WAIT_S}` });
      }
      const known = request.query.since ?? request.headers['if-none-match']?.replaceAll('"', '');
      if (request.query.since !== undefined) await tenant.changed(request.query.since, wait * 1000);
      const { version, objects } = tenant.current;
      reply.header('etag', `"${version}"`);
      if (known === version) return reply.code(304).send();
      return reply.send({ version, objects });
    },
  );
  return app;
}
