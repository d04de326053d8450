import { ClientClosed } from './client-error.ts';
import { keepRegistered } from './keep-registered.ts';
import { Link } from './link.ts';
import { LogicalClient } from './logical-client.ts';
import { settingsOf, type ClientOptions, type Identity } from './options.ts';
import { RegisteredClient } from './registered-client.ts';
import { Session } from './session.ts';

/**
 * A client with a connection of its own, which it restores and registers again whenever it is lost. Its states are described in
 * client-state.ts.
 */
export class Client extends RegisteredClient {
  readonly #options: ClientOptions;
  readonly #logical = new Set<LogicalClient>();
  #running: Promise<void> | undefined;

  /** Throws a RangeError for options that make no sense. Nothing is opened yet: handlers can be added before anything comes. */
  constructor(options: ClientOptions) {
    super(new Session(options, settingsOf(options)));
    this.#options = options;
  }

  /**
   * Connects and registers. Resolves once the client takes requests. Rejects with the reason when it does not come to that;
   * the client is closed then. Called once.
   */
  open(): Promise<void> {
    this.#running ??= keepRegistered(this.session, () => this.#live());
    return this.session.states.whenRegistered(Infinity);
  }

  /**
   * A logical client behind this client, whose type must be Proxy: with its own identity, requests and events, on the same
   * connection. It registers with `open()`, and again whenever this client has.
   */
  logical(identity: Identity): LogicalClient {
    const logical = new LogicalClient(identity, this.session, () => this.#logical.delete(logical));
    this.#logical.add(logical);
    return logical;
  }

  /**
   * Takes no new requests, of logical clients neither, waits until all in flight are answered, then closes.
   * @param options.timeoutMs how long to wait at most; default 10,000
   * @returns how many requests were still unanswered
   */
  async drain(options?: { readonly timeoutMs?: number }): Promise<number> {
    const left = await Promise.all([
      this.session.drain(options?.timeoutMs),
      ...Array.from(this.#logical, (logical) => logical.drain(options)),
    ]);
    await this.close();
    return left.reduce((sum, count) => sum + count, 0);
  }

  /** Closes the connection. Requests in flight reject with ClientClosed. Closing again does nothing. */
  async close(): Promise<void> {
    this.session.end('closed');
    await this.#running;
  }

  /** One connection: from the attempt to its end. Resolves with the reason when it was registered, rejects when it was not. */
  async #live(): Promise<Error> {
    const { states, settings } = this.session;
    states.enter('connecting');
    const channel = await this.#options.transport.connect(states.over);
    const link = new Link(channel, settings);
    const close = (): void => link.close(states.lastError());
    states.over.addEventListener('abort', close, { once: true });
    if (states.over.aborted) close();
    try {
      await this.session.establish(link, false);
      return await link.ended;
    } finally {
      states.over.removeEventListener('abort', close);
      link.close(new ClientClosed('the registration failed'));
    }
  }
}

/** Makes a client and opens it: `new Client(options)` and `open()` in one. */
export async function connect(options: ClientOptions): Promise<Client> {
  const client = new Client(options);
  await client.open();
  return client;
}
