import { RequestUnregisterClient } from '../messages/request-unregister-client.ts';
import { ConnectionLost } from './client-error.ts';
import { keepRegistered } from './keep-registered.ts';
import type { Link } from './link.ts';
import type { Identity } from './options.ts';
import { RegisteredClient } from './registered-client.ts';
import { Session } from './session.ts';

/** How long the server may take to confirm that a logical client has gone, in milliseconds. */
const unregisterTimeoutMs = 2_000;

/**
 * A client that shares the connection of a Proxy: every frame carries its ProxyClientId, both ways. It ends with the proxy, and
 * is registered again, under a new ProxyClientId, when the proxy is.
 */
export class LogicalClient extends RegisteredClient {
  readonly #proxy: Session;
  #running: Promise<void> | undefined;

  /** @internal Use `client.logical()`. */
  constructor(identity: Identity, proxy: Session, onOver: () => void) {
    super(new Session(identity, proxy.settings));
    this.#proxy = proxy;
    this.session.states.over.addEventListener('abort', onOver, { once: true });
  }

  /** The id that the server gave at the last registration. */
  get proxyClientId(): number {
    return this.session.proxyClientId;
  }

  /** Registers, as soon as the proxy is registered. Rejects with the reason when it does not come to that. Called once. */
  open(): Promise<void> {
    this.#running ??= keepRegistered(this.session, () => this.#live());
    return this.session.states.whenRegistered(Infinity);
  }

  /** As `drain()` of a client, for this logical client alone. */
  async drain(options?: { readonly timeoutMs?: number }): Promise<number> {
    const left = await this.session.drain(options?.timeoutMs);
    await this.close();
    return left;
  }

  /** Unregisters; the proxy's connection stays. Requests in flight reject with ClientClosed. Closing again does nothing. */
  async close(): Promise<void> {
    this.session.end('closed');
    await this.#running;
  }

  /** One registration: until the connection, the server or its user ends it. */
  async #live(): Promise<Error> {
    const { session } = this;
    const link = await this.#nextLink();
    let endedByServer = false;
    const dismissed = session.dismissed().then((cause) => {
      endedByServer = true;
      return cause;
    });
    try {
      await session.establish(link, true);
      return await Promise.race([link.ended, dismissed, session.states.whenOver()]);
    } finally {
      await this.#leave(link, endedByServer || session.states.state === 'taken over');
    }
  }

  async #leave(link: Link, endedByServer: boolean): Promise<void> {
    const { states, proxyClientId } = this.session;
    if (proxyClientId === 0 || link.isOver) return;
    link.unroute(proxyClientId);
    link.abandon(
      proxyClientId,
      states.over.aborted ? states.lastError() : new ConnectionLost('the logical client has ended'),
    );
    if (endedByServer) return;
    const asking = { proxyClientId, timeoutMs: unregisterTimeoutMs };
    // When this fails, nothing is left to do: the logical client ends with the connection at the latest.
    await link.request(RequestUnregisterClient, {}, asking).catch(() => undefined);
  }

  /** The link that the proxy is registered on, now or next. Rejects when either client is over. */
  #nextLink(): Promise<Link> {
    const proxy = this.#proxy;
    const { over } = this.session.states;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        const link = proxy.link;
        const ended = [this.session, proxy].find((session) => session.states.over.aborted);
        if (ended === undefined && (link === undefined || link.isOver)) return;
        stop();
        over.removeEventListener('abort', settle);
        if (ended === undefined && link !== undefined) resolve(link);
        else reject(proxy.states.refusal('registration behind the proxy'));
      };
      const stop = proxy.states.on(settle);
      over.addEventListener('abort', settle, { once: true });
      settle();
    });
  }
}
