import {
  Client,
  EventForcedAgentStateChange,
  EventInvite,
  RequestAccept,
  RequestAgentLogin,
  RequestCancelNotReadyForMedia,
  RequestDeliver,
  RequestGetSessionInteractions,
  RequestPlaceInQueue,
  RequestPull,
  RequestStopProcessing,
  RequestSubmit,
  type Transport,
} from '@ixn/protocol';
import type { Recorder } from './recorder.ts';
import { agentName, MEDIA, placeName, queueName, submitterName, TENANT_ID, viewName } from './tenant.ts';

export interface LoadOptions {
  /** A way to the server; called for each client. */
  readonly transport: () => Transport;
  readonly recorder: Recorder;
  readonly mediaServers: number;
  readonly routers: number;
  readonly agents: number;
  readonly queues: number;
  /** Submits in flight for each media server. */
  readonly window: number;
}

const REQUEST_TIMEOUT_MS = 20_000;
/** Before a router gives back what nobody could take. */
const REFUSED_PAUSE_MS = 50;
const USER_DATA = { Subject: 'A question', From: 'customer@example.org', Priority: 3, Text: 'x'.repeat(260) };

/**
 * Clients that lead interactions through their whole life, over and over, through any fault: media servers submit, routers pull and
 * deliver, agents accept and stop. They come back after every loss and go on with what the server says they hold.
 */
export class FaultLoad {
  readonly #options: LoadOptions;
  readonly #clients: Client[] = [];
  readonly #loops: Promise<void>[] = [];
  #running = true;
  #submitting = true;
  #nextAgent = 0;
  #keys = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { mediaServers, routers, agents } = this.#options;
    const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
    await Promise.all(numbers(agents).map((n) => this.#agent(n)));
    await Promise.all(numbers(routers).map((n) => this.#router(n)));
    await Promise.all(numbers(mediaServers).map((n) => this.#mediaServer(n)));
  }

  /** No new submits; what is on its way goes on. */
  stopSubmitting(): void {
    this.#submitting = false;
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#submitting = false;
    await Promise.all(this.#clients.map((client) => client.close()));
    await Promise.all(this.#loops);
  }

  #client(name: string, type: 'Media server' | 'Routing engine' | 'Agent application', login?: number): Client {
    const client = new Client({
      name,
      type,
      transport: this.#options.transport(),
      waitForServer: true,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      reconnect: { firstMs: 20, longestMs: 200 },
      ...(login === undefined
        ? {}
        : {
            onRegistered: async (session) => {
              await session.request(RequestAgentLogin, {
                TenantId: TENANT_ID,
                AgentId: agentName(login),
                PlaceId: placeName(login),
                MediaList: { [MEDIA]: 1 },
              });
            },
          }),
    });
    this.#clients.push(client);
    return client;
  }

  async #mediaServer(n: number): Promise<void> {
    const name = `media-${n}`;
    const client = this.#client(name, 'Media server');
    await client.open();
    for (let slot = 0; slot < this.#options.window; slot++) this.#loops.push(this.#submitLoop(client, name, n + slot));
  }

  async #submitLoop(client: Client, name: string, start: number): Promise<void> {
    const { recorder, queues } = this.#options;
    for (let count = start; ; count++) {
      if (!this.#submitting) return;
      if (!(await registered(client))) continue;
      const queue = queueName((count % queues) + 1);
      const request = client.request(RequestSubmit, {
        TenantId: TENANT_ID,
        MediaType: MEDIA,
        InteractionType: 'Inbound',
        InteractionSubtype: 'InboundNew',
        Queue: queue,
        UserData: USER_DATA,
      });
      await recorder.follow('submit', name, null, request, ({ Extension }) => [idOf(Extension)]);
    }
  }

  async #router(n: number): Promise<void> {
    const name = `router-${n}`;
    const client = this.#client(name, 'Routing engine');
    client.onState((state) => {
      if (state === 'registered') void this.#takeOver(client, name);
    });
    await client.open();
    for (let queue = 1; queue <= this.#options.queues; queue++) this.#loops.push(this.#pullLoop(client, name, queue));
  }

  async #pullLoop(client: Client, name: string, queue: number): Promise<void> {
    const { recorder } = this.#options;
    while (this.#running) {
      if (!(await registered(client))) continue;
      const request = client.request(RequestPull, {
        TenantId: TENANT_ID,
        ViewId: viewName(queue),
        Count: 5,
        Extension: { 'pull-for-strategy': 'route', submitter: submitterName(queue) },
      });
      const answer = await recorder.follow('pull', name, null, request, ({ Interactions }) =>
        Interactions.map(({ InteractionId = '' }) => InteractionId),
      );
      for (const { InteractionId = '' } of answer?.Interactions ?? [])
        void this.#deliver(client, name, InteractionId, queue);
    }
  }

  async #deliver(client: Client, name: string, interactionId: string, queue: number): Promise<void> {
    const { recorder, agents } = this.#options;
    const agent = agentName((this.#nextAgent++ % agents) + 1);
    const key = `${name}-${++this.#keys}`;
    const request = client.request(RequestDeliver, {
      InteractionId: interactionId,
      AgentId: agent,
      Extension: { RequestKey: key },
    });
    const answer = await recorder.follow('deliver', name, interactionId, request, () => [interactionId]);
    if (answer !== undefined || client.state !== 'registered' || !this.#running) return;
    // Refused: the agent is not back yet. The interaction goes back in its queue, after a moment.
    await pause(REFUSED_PAUSE_MS);
    const back = client.request(RequestPlaceInQueue, { InteractionId: interactionId, Queue: queueName(queue) });
    await recorder.follow('place', name, interactionId, back, () => [interactionId]);
  }

  /** After a reconnect: goes on with what the router holds and has not offered. */
  async #takeOver(client: Client, name: string): Promise<void> {
    try {
      let next: string | undefined;
      do {
        const page = await client.request(
          RequestGetSessionInteractions,
          next === undefined ? {} : { StartAfter: next },
        );
        for (const { InteractionId, Invited, Queue } of page.Interactions) {
          const queue = Number(/\d+$/.exec(Queue ?? '')?.[0] ?? '1');
          if (Invited === 0) void this.#deliver(client, name, InteractionId, queue);
        }
        next = page.Next;
      } while (next !== undefined);
    } catch {
      // Lost again: the next registration asks again.
    }
  }

  async #agent(n: number): Promise<void> {
    const name = agentName(n);
    const client = this.#client(name, 'Agent application', n);
    // An outage of the database can outlast an invitation: the server then takes the agent for absent.
    client.on(EventForcedAgentStateChange, () => void this.#readyAgain(client));
    client.on(EventInvite, ({ Interaction, TicketId, Operation }) => {
      const id = Interaction.InteractionId ?? '';
      if (Operation === 'Restore') void this.#finish(client, name, id);
      else if (TicketId !== undefined) void this.#accept(client, name, id, TicketId);
    });
    await client.open();
  }

  async #readyAgain(client: Client): Promise<void> {
    try {
      await client.request(RequestCancelNotReadyForMedia, { MediaTypeName: MEDIA });
    } catch {
      // Lost meanwhile: the next login says ready.
    }
  }

  async #accept(client: Client, name: string, interactionId: string, ticket: number): Promise<void> {
    const request = client.request(RequestAccept, { InteractionId: interactionId, TicketId: ticket });
    const answer = await this.#options.recorder.follow('accept', name, interactionId, request, () => [interactionId]);
    if (answer !== undefined) await this.#finish(client, name, interactionId);
  }

  async #finish(client: Client, name: string, interactionId: string): Promise<void> {
    const request = client.request(RequestStopProcessing, { InteractionId: interactionId });
    await this.#options.recorder.follow('stop', name, interactionId, request, () => [interactionId]);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Whether the client takes requests; waits a moment for it when it does not. */
async function registered(client: Client): Promise<boolean> {
  if (client.state === 'registered') return true;
  try {
    await client.whenRegistered({ timeoutMs: 250 });
    return true;
  } catch {
    return false;
  }
}

/** InteractionId in the Extension of an EventAck. */
function idOf(extension: Readonly<Record<string, unknown>> | undefined): string {
  const id = extension?.['InteractionId'];
  if (typeof id !== 'string') throw new Error('EventAck without Extension.InteractionId');
  return id;
}
