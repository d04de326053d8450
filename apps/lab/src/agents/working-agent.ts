import {
  type Client,
  type ClientOptions,
  connect,
  EventInvite,
  RequestAccept,
  RequestAgentLogin,
  RequestAgentLogout,
  RequestStopProcessing,
} from '@ixn/protocol';
import type { Logger } from 'pino';

export interface WorkingAgentOptions {
  readonly client: ClientOptions;
  readonly tenantId: string;
  readonly agentId: string;
  readonly placeId: string;
  readonly media: readonly string[];
  /** What the agent takes for one interaction. */
  readonly workTimeMs: number;
  /** The stop of an interaction was acknowledged. */
  readonly onFinished: (interactionId: string) => void;
  readonly log: Logger;
}

/**
 * An agent who works what it gets: accepts, takes its time, finishes. Logs in again after a lost connection and goes on with what
 * the server gives back to it (Operation Restore).
 */
export class WorkingAgent {
  readonly #options: WorkingAgentOptions;
  readonly #work = new Map<string, NodeJS.Timeout>();
  #client: Client | undefined;

  constructor(options: WorkingAgentOptions) {
    this.#options = options;
  }

  /** How many interactions it works on now. */
  get busy(): number {
    return this.#work.size;
  }

  async start(): Promise<void> {
    const { client, tenantId, agentId, placeId, media } = this.#options;
    const ready = Object.fromEntries(media.map((name) => [name, 1 as const]));
    this.#client = await connect({
      ...client,
      type: 'Agent application',
      onRegistered: async (session) => {
        await session.request(RequestAgentLogin, {
          TenantId: tenantId,
          AgentId: agentId,
          PlaceId: placeId,
          MediaList: ready,
        });
      },
    });
    this.#client.on(EventInvite, ({ Interaction, TicketId, Operation }) => {
      const interactionId = Interaction.InteractionId ?? '';
      if (Operation === 'Restore') this.#begin(interactionId);
      else if (TicketId !== undefined) void this.#accept(interactionId, TicketId);
    });
  }

  /** Logs out. What it still works on goes back to its queue. */
  async stop(): Promise<void> {
    for (const timer of this.#work.values()) clearTimeout(timer);
    this.#work.clear();
    try {
      await this.#client?.request(RequestAgentLogout, {}, { timeoutMs: 2_000 });
    } catch {
      // The server may be gone already: it logs out whoever does not come back.
    }
    await this.#client?.close();
  }

  async #accept(interactionId: string, ticket: number): Promise<void> {
    try {
      await this.#client?.request(RequestAccept, { InteractionId: interactionId, TicketId: ticket });
      this.#begin(interactionId);
    } catch (error) {
      this.#note(interactionId, 'not accepted', error);
    }
  }

  #begin(interactionId: string): void {
    clearTimeout(this.#work.get(interactionId));
    const timer = setTimeout(() => void this.#finish(interactionId), this.#options.workTimeMs);
    this.#work.set(interactionId, timer);
  }

  async #finish(interactionId: string): Promise<void> {
    try {
      await this.#client?.request(RequestStopProcessing, {
        InteractionId: interactionId,
        Reason: { ReasonSystemName: 'Done' },
      });
      this.#options.onFinished(interactionId);
    } catch (error) {
      // After a lost connection the server offers it again (Restore), or has given it to another.
      this.#note(interactionId, 'not finished', error);
    } finally {
      this.#work.delete(interactionId);
    }
  }

  #note(interactionId: string, what: string, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    this.#options.log.info({ agent: this.#options.agentId, interactionId, error: text }, what);
  }
}
