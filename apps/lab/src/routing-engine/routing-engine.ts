import {
  type Client,
  type ClientOptions,
  connect,
  RequestDeliver,
  RequestError,
  RequestGetInteractionProperties,
  RequestGetSessionInteractions,
  RequestPlaceInQueue,
  RequestPull,
} from '@ixn/protocol';
import type { Logger } from 'pino';
import type { AgentBoard } from '../statistics/agent-board.ts';
import { Assignments, type Pulled } from './assignments.ts';

/** A submitter of the configuration: what to pull from where, and for which strategy. */
export interface RoutedSubmitter {
  readonly name: string;
  readonly view: string;
  readonly strategy: string;
  readonly queue: string;
}

export interface RoutingEngineOptions {
  readonly client: ClientOptions;
  readonly tenantId: string;
  readonly submitters: readonly RoutedSubmitter[];
  readonly board: AgentBoard;
  /** Agents who get something only when nobody else is free. */
  readonly isSpare: (agentId: string) => boolean;
  readonly log: Logger;
}

/** Most interactions of one pull. */
const MAX_COUNT = 50;
/** How long an interaction waits with the router for an agent before it goes back to its queue. */
const PATIENCE_MS = 10_000;
/** How often waiting interactions look for an agent, and idle pull cycles for a reason to pull. */
const LOOK_MS = 10;
/** Pause of a pull cycle after the server refused its pull. */
const REFUSED_PAUSE_MS = 1_000;
/** Pause when the submitter is at its limit, or the connection is lost. */
const LIMIT_PAUSE_MS = 50;
/** Longer than any delivering timer of the lab's configuration. */
const DELIVER_TIMEOUT_MS = 120_000;

/** An interaction in the hands of the router, and the queue to give it back to. */
interface Held extends Pulled {
  readonly queue: string;
}

/**
 * A routing engine as simple as can be: it pulls for each submitter when agents are free, and delivers to the longest idle one.
 *
 *   pulled → waiting (nobody free) → delivering → gone (accepted, or taken back by the server)
 *   delivering → waiting   the agent rejected it or could not take it
 *   waiting → gone         nobody within 10 s: placed back into its queue
 *
 * After a reconnect it takes over what the server says it holds.
 */
export class RoutingEngine {
  readonly #options: RoutingEngineOptions;
  readonly #assignments: Assignments;
  readonly #waiting = new Map<string, Held>();
  readonly #delivering = new Set<string>();
  #client: Client | undefined;
  #running = true;
  #cycles: Promise<void>[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RoutingEngineOptions) {
    this.#options = options;
    this.#assignments = new Assignments(options.board, options.isSpare);
  }

  async start(): Promise<void> {
    const client = await connect({ ...this.#options.client, type: 'Routing engine' });
    this.#client = client;
    client.onState((state) => {
      if (state === 'lost') this.#forget();
      else if (state === 'registered') void this.#takeOver();
    });
    await this.#takeOver();
    this.#timer = setInterval(() => this.#assign(), LOOK_MS);
    this.#cycles = this.#options.submitters.map((submitter) => this.#pullCycle(submitter));
  }

  /** Ends the pull cycles, gives back what waits for an agent, and leaves deliveries to their outcome. */
  async stop(): Promise<void> {
    this.#running = false;
    clearInterval(this.#timer);
    await Promise.all([...this.#waiting.values()].map((held) => this.#giveBack(held)));
    await this.#client?.close();
    await Promise.all(this.#cycles);
  }

  async #pullCycle(submitter: RoutedSubmitter): Promise<void> {
    const { log, tenantId } = this.#options;
    while (this.#running) {
      const client = this.#client as Client;
      const wanted = Math.min(MAX_COUNT, this.#idleAgents() - this.#waiting.size);
      if (client.state !== 'registered' || wanted <= 0) {
        await pause(LOOK_MS);
        continue;
      }
      try {
        const { Interactions } = await client.request(RequestPull, {
          TenantId: tenantId,
          ViewId: submitter.view,
          Count: wanted,
          Extension: { 'pull-for-strategy': submitter.strategy, submitter: submitter.name },
        });
        const pulledAt = Date.now();
        for (const { InteractionId = '', MediaType = '' } of Interactions) {
          this.#take({
            interactionId: InteractionId,
            mediaType: MediaType,
            pulledAt,
            tried: new Set(),
            queue: submitter.queue,
          });
        }
      } catch (error) {
        if (!this.#running) return;
        if (error instanceof RequestError && !error.retryable) {
          log.warn({ submitter: submitter.name, error: error.message }, 'pull refused');
          await pause(REFUSED_PAUSE_MS);
        } else await pause(LIMIT_PAUSE_MS);
      }
    }
  }

  #idleAgents(): number {
    let idle = 0;
    for (const agent of this.#options.board.agents()) if (agent.busyWith.size === 0) idle++;
    return idle;
  }

  #take(held: Held): void {
    if (this.#delivering.has(held.interactionId)) return;
    this.#waiting.set(held.interactionId, held);
    this.#assign();
  }

  #assign(): void {
    for (const held of this.#waiting.values()) {
      const agent = this.#assignments.choose(held);
      if (agent !== undefined) {
        this.#waiting.delete(held.interactionId);
        void this.#deliver(held, agent.agentId, agent.placeId);
      } else if (Date.now() - held.pulledAt > PATIENCE_MS) {
        this.#waiting.delete(held.interactionId);
        void this.#giveBack(held);
      }
    }
  }

  async #deliver(held: Held, agentId: string, placeId: string): Promise<void> {
    const { interactionId } = held;
    this.#delivering.add(interactionId);
    held.tried.add(agentId);
    try {
      await this.#client?.request(
        RequestDeliver,
        { InteractionId: interactionId, AgentId: agentId, PlaceId: placeId, AddedProperties: { RoutedTo: agentId } },
        { timeoutMs: DELIVER_TIMEOUT_MS },
      );
      this.#delivering.delete(interactionId);
    } catch (error) {
      this.#delivering.delete(interactionId);
      // Only the server knows where it is now: it says so with its refusals. After a lost connection the take-over asks.
      if (error instanceof RequestError && stillInRouting(error)) this.#take(held);
    } finally {
      this.#assignments.settle(agentId);
    }
  }

  async #giveBack(held: Held): Promise<void> {
    try {
      await this.#client?.request(RequestPlaceInQueue, {
        InteractionId: held.interactionId,
        Queue: held.queue,
        Reason: { ReasonSystemName: 'NoAgent' },
      });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#options.log.info({ interactionId: held.interactionId, error: text }, 'not placed back');
    }
  }

  /** The connection is gone: what the router holds is asked for when it is back. */
  #forget(): void {
    this.#waiting.clear();
  }

  async #takeOver(): Promise<void> {
    const client = this.#client as Client;
    try {
      let next: string | undefined;
      do {
        const page = await client.request(
          RequestGetSessionInteractions,
          next === undefined ? {} : { StartAfter: next },
        );
        for (const { InteractionId, Queue = '', Invited } of page.Interactions) {
          if (!isOne(Invited)) await this.#resume(client, InteractionId, Queue);
        }
        next = page.Next;
      } while (next !== undefined);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#options.log.warn({ error: text }, 'take-over not finished');
    }
  }

  async #resume(client: Client, interactionId: string, queue: string): Promise<void> {
    if (this.#waiting.has(interactionId) || this.#delivering.has(interactionId)) return;
    const { Interaction } = await client.request(RequestGetInteractionProperties, { InteractionId: interactionId });
    this.#take({
      interactionId,
      mediaType: Interaction.MediaType ?? '',
      pulledAt: Date.now(),
      tried: new Set(),
      queue,
    });
  }
}

function stillInRouting(error: RequestError): boolean {
  return isOne(error.extension?.['InRouting']);
}

function isOne(value: unknown): boolean {
  return value === true || value === 1;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
