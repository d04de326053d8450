import Fastify, { type FastifyInstance } from 'fastify';
import { TENANT_ID, type TenantObjects } from './tenant.ts';

/** A configuration service whose document the test changes. */
export class TestConfiguration {
  readonly #app: FastifyInstance = Fastify();
  #objects: TenantObjects;
  #version = 1;
  #port = 0;
  readonly #waiting = new Set<() => void>();

  constructor(objects: TenantObjects) {
    this.#objects = objects;
    this.#app.get<{ Querystring: { since?: string; wait?: string } }>(
      `/api/v1/tenants/${TENANT_ID}/configuration`,
      async (request, reply) => {
        if (request.query.since === String(this.#version))
          await this.#changed(Number(request.query.wait ?? '0') * 1000);
        if (request.query.since === String(this.#version)) return reply.code(304).send();
        return { version: String(this.#version), objects: this.#objects };
      },
    );
  }

  get port(): number {
    return this.#port;
  }

  async open(): Promise<void> {
    await this.#app.listen({ host: '127.0.0.1', port: 0 });
    const address = this.#app.server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
  }

  change(objects: TenantObjects): void {
    this.#objects = objects;
    this.#version++;
    for (const wake of this.#waiting) wake();
  }

  async close(): Promise<void> {
    for (const wake of this.#waiting) wake();
    this.#app.server.closeAllConnections();
    await this.#app.close();
  }

  #changed(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
    });
  }
}
