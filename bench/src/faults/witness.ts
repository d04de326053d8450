import { Client, RequestError, RequestSubmit, tcp } from '@ixn/protocol';
import { MEDIA, queueName, TENANT_ID } from '../rig/tenant.ts';

/**
 * A client of one server only, which asks it while it is frozen. A server that has lost its lease in its sleep must not answer when
 * it wakes up: neither with an ack nor with a refusal.
 */
export class Witness {
  readonly #client: Client;
  #asked: Promise<'answered' | 'silent'> | undefined;

  constructor(port: number) {
    this.#client = new Client({
      name: `witness-${port}`,
      type: 'Media server',
      transport: tcp({ host: '127.0.0.1', port }),
      reconnect: false,
      requestTimeoutMs: 60_000,
      keepAlive: { pingAfterMs: 60_000, deadAfterMs: 120_000 },
    });
  }

  async connect(): Promise<void> {
    await this.#client.open();
  }

  ask(): void {
    const request = this.#client.request(RequestSubmit, {
      TenantId: TENANT_ID,
      MediaType: MEDIA,
      InteractionType: 'Inbound',
      InteractionSubtype: 'InboundNew',
      Queue: queueName(1),
    });
    this.#asked = request.then(
      () => 'answered' as const,
      (error: unknown) => (error instanceof RequestError ? ('answered' as const) : ('silent' as const)),
    );
  }

  /** How the frozen server took the question, once its connection is over. */
  async verdict(): Promise<'answered' | 'silent'> {
    const verdict = await (this.#asked ?? Promise.resolve('silent' as const));
    await this.#client.close();
    return verdict;
  }
}
