import {
  Client,
  type ClientOptions,
  EventCurrentState,
  type EventDefinition,
  EVENTS,
  EventProcessingStopped,
  RequestSubscribe,
} from '@ixn/protocol';
import { AgentBoard } from './agent-board.ts';

export interface StatisticsClientOptions {
  readonly client: ClientOptions;
  /** An interaction was stopped, by whomever. */
  readonly onStopped: (interactionId: string) => void;
}

/** The events that tell something about agents. */
const ABOUT_AGENTS: ReadonlySet<string> = new Set([
  'EventAgentLogin',
  'EventAgentLogout',
  'EventDoNotDisturbOn',
  'EventDoNotDisturbOff',
  'EventMediaAdded',
  'EventMediaRemoved',
  'EventNotReadyForMedia',
  'EventReadyForMedia',
  'EventAgentInvited',
  'EventRejected',
  'EventRevoked',
  'EventPartyAdded',
  'EventPartyRemoved',
]);

/**
 * Reads the reporting of the Interaction Server over a connection of its own: the present state, then every change. Keeps the
 * board of agents. After a lost connection it starts again from the present state.
 */
export class StatisticsClient {
  readonly board = new AgentBoard();
  readonly #options: StatisticsClientOptions;
  #client: Client | undefined;
  #events = 0;

  constructor(options: StatisticsClientOptions) {
    this.#options = options;
  }

  /** Reporting events heard so far. */
  get events(): number {
    return this.#events;
  }

  async start(): Promise<void> {
    const client = new Client({
      ...this.#options.client,
      type: 'Reporting engine',
      onRegistered: async (session) => {
        this.board.reset();
        await session.request(RequestSubscribe, { TopicList: ['agents', 'interactions'] });
      },
    });
    this.#client = client;
    client.on(EventCurrentState, ({ Agents = [] }) => {
      for (const agent of Agents) this.board.seat(agent, Date.now());
    });
    for (const event of EVENTS) if (ABOUT_AGENTS.has(event.name)) this.#follow(client, event);
    client.on(EventProcessingStopped, ({ Interaction }) => {
      this.#events++;
      this.#options.onStopped(Interaction.InteractionId ?? '');
    });
    await client.open();
  }

  async stop(): Promise<void> {
    await this.#client?.close();
  }

  #follow(client: Client, event: EventDefinition): void {
    client.on(event, (attributes) => {
      this.#events++;
      this.board.apply(event.name, attributes, Date.now());
    });
  }
}
