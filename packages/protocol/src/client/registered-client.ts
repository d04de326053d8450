import type { ClientType } from '../client-types.ts';
import type { AnswerTo, EventDefinition, Plain, RequestDefinition, Sent } from '../message.ts';
import type { ClientState, StateHandler } from './client-state.ts';
import type { EventStream } from './event-stream.ts';
import type { RequestOptions } from './options.ts';
import type { EventHandler, ReceivedEvent } from './received.ts';
import type { Session } from './session.ts';

export interface EventsOptions {
  /** Events that may wait to be read. Default 10,000. */
  readonly limit?: number;
}

/** What a client of its own connection and a logical client have in common. */
export abstract class RegisteredClient {
  /** @internal */
  protected readonly session: Session;

  /** @internal */
  protected constructor(session: Session) {
    this.session = session;
  }

  /** ClientName. */
  get name(): string {
    return this.session.identity.name;
  }

  get type(): ClientType {
    return this.session.identity.type;
  }

  get state(): ClientState {
    return this.session.states.state;
  }

  /** Why the connection was lost last, or why the client ended; undefined when it was not, or was closed by its user. */
  get failure(): Error | undefined {
    return this.session.states.failure;
  }

  /** Requests that wait for an answer. */
  get inFlight(): number {
    return this.session.openRequests.count;
  }

  /** Hears each change of state. Returns what takes the handler away. */
  onState(handler: StateHandler): () => void {
    return this.session.states.on(handler);
  }

  /**
   * Sends a request and waits for its answer. Requests leave in the order of the calls; those of one turn of the event loop
   * leave together.
   *
   * @returns the attributes of the answer
   * @throws RequestError when the server refuses it (EventError)
   * @throws NotConnected, ConnectionLost, RequestTimedOut, TooManyRequests: retryable; see `applied` of each
   * @throws ClientClosed, SessionTakenOver when the client is over
   * @throws ProtocolError when the attributes cannot be sent: one is missing, of the wrong type, or too large
   */
  request<R extends RequestDefinition>(
    request: R,
    attributes: Sent<R>,
    options?: RequestOptions,
  ): Promise<Plain<AnswerTo<R>>> {
    return this.session.exchange(request, attributes, options).then(attributesOf<R>);
  }

  /** As `request()`, with the whole answer: which event it was, its attributes, and its bytes with the option `keepBodies`. */
  exchange<R extends RequestDefinition>(
    request: R,
    attributes: Sent<R>,
    options?: RequestOptions,
  ): Promise<ReceivedEvent<AnswerTo<R>>> {
    return this.session.exchange(request, attributes, options);
  }

  /**
   * Hears events of one kind, over all connections to come. An event never overtakes the answer that came before it: who
   * awaits the answer goes on first. Returns what takes the handler away.
   */
  on<E extends EventDefinition>(event: E, handler: EventHandler<E>): () => void {
    return this.session.subscriptions.on(event, handler);
  }

  /**
   * Events as an async iterator, over all connections to come; all kinds when none is named. Ends when the client is closed;
   * throws when it ends for another reason, or EventsOverflowed when the reader is too slow.
   */
  events<E extends EventDefinition>(events?: readonly E[], options?: EventsOptions): EventStream<ReceivedEvent<E>> {
    return this.session.subscriptions.stream(events, options?.limit ?? 10_000);
  }

  /** Resolves when the client takes requests; rejects when it is over, or after the time-out. */
  whenRegistered(options?: { readonly timeoutMs?: number }): Promise<void> {
    return this.session.states.whenRegistered(options?.timeoutMs ?? 60_000);
  }
}

function attributesOf<R extends RequestDefinition>(answer: ReceivedEvent<AnswerTo<R>>): Plain<AnswerTo<R>> {
  return answer.attributes as Plain<AnswerTo<R>>;
}
