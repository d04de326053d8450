import { errorCloses } from '../errors.ts';
import type { AnswerTo, Plain, RequestDefinition, Sent } from '../message.ts';
import { EventError } from '../messages/event-error.ts';
import { RequestRegisterClient } from '../messages/request-register-client.ts';
import { ConnectionLost, SessionTakenOver, UnexpectedAnswer } from './client-error.ts';
import { StateMachine } from './client-state.ts';
import type { Asking } from './exchange.ts';
import type { Link, Recipient } from './link.ts';
import { OpenRequests } from './open-requests.ts';
import type { Identity, RequestOptions, Settings } from './options.ts';
import type { ReceivedEvent } from './received.ts';
import { RequestError } from './request-error.ts';
import { Subscriptions } from './subscriptions.ts';

/** How long {@link Session.drain} waits for answers by default. */
const defaultDrainMs = 10_000;

/** An identity and all that outlives its connections: state, handlers, requests in flight. */
export class Session implements Recipient {
  readonly identity: Identity;
  readonly settings: Settings;
  readonly states: StateMachine;
  readonly subscriptions: Subscriptions;
  readonly openRequests = new OpenRequests();
  #registeredBefore = false;
  #link: Link | undefined;
  #asking: Asking = { proxyClientId: 0, timeoutMs: 0 };
  #onDismissed: ((cause: Error) => void) | undefined;

  constructor(identity: Identity, settings: Settings) {
    this.identity = identity;
    this.settings = settings;
    this.states = new StateMachine(settings.clock, settings.onFault);
    this.subscriptions = new Subscriptions(settings.onFault);
  }

  /** The link it is registered on. */
  get link(): Link | undefined {
    return this.#link;
  }

  /** 0 for the connection's own client. */
  get proxyClientId(): number {
    return this.#asking.proxyClientId;
  }

  get registeredBefore(): boolean {
    return this.#registeredBefore;
  }

  exchange<R extends RequestDefinition>(
    request: R,
    attributes: Sent<R>,
    options: RequestOptions | undefined,
  ): Promise<ReceivedEvent<AnswerTo<R>>> {
    if (this.#link === undefined || this.states.state !== 'registered') {
      return Promise.reject(this.states.refusal(request.name));
    }
    const asking = options?.timeoutMs === undefined ? this.#asking : { ...this.#asking, timeoutMs: options.timeoutMs };
    return this.#link.exchange(request, attributes, asking);
  }

  /**
   * Registers on a link and runs the hook; then the session takes requests. Rejects when the registration or the hook does, or
   * the link ends meanwhile.
   * @param logical whether it is registered behind a proxy, with a ProxyClientId of its own
   */
  async establish(link: Link, logical: boolean): Promise<void> {
    this.states.enter('connecting');
    this.#asking = { proxyClientId: 0, timeoutMs: 0 };
    if (!logical) link.route(0, this);
    const { registrationTimeoutMs, requestTimeoutMs } = this.settings;
    const asking = { proxyClientId: 0, timeoutMs: registrationTimeoutMs };
    const answer = await link.request(RequestRegisterClient, this.#registration(), asking);
    const proxyClientId = logical ? answer.ProxyClientId : 0;
    if (proxyClientId === undefined)
      throw new UnexpectedAnswer('the registration was answered without a ProxyClientId');
    this.#asking = { proxyClientId, timeoutMs: requestTimeoutMs, open: this.openRequests };
    if (logical) link.route(proxyClientId, this);
    await this.#runHook(link, answer);
    if (this.states.over.aborted) throw this.states.lastError();
    this.#link = link;
    this.#registeredBefore = true;
    this.states.enter('registered');
  }

  /** Resolves when the server ends this client but not the connection, with the reason. Asked before {@link establish}. */
  dismissed(): Promise<Error> {
    return new Promise((resolve) => (this.#onDismissed = resolve));
  }

  /** The connection is gone, and an attempt to come back will follow. */
  lose(cause: Error): void {
    this.#link = undefined;
    this.states.enter('lost', cause);
  }

  /** Takes no more requests; resolves when none is in flight or the time is over, with the number of those left. */
  async drain(timeoutMs = defaultDrainMs): Promise<number> {
    this.states.enter('draining');
    await this.openRequests.whenNone(this.settings.clock, timeoutMs);
    return this.openRequests.count;
  }

  /** Makes the state final. The requests in flight are the link's to reject, with `states.lastError()`. */
  end(state: 'closed' | 'taken over', failure?: Error): void {
    if (this.states.over.aborted) return;
    this.#link = undefined;
    this.states.enter(state, failure);
    this.subscriptions.finish(failure);
  }

  deliver(received: ReceivedEvent): void {
    if (this.states.over.aborted) return;
    this.subscriptions.deliver(received);
    if (received.event !== EventError || received.referenceId !== 0) return;
    const error = new RequestError(undefined, received.attributes as Plain<typeof EventError>);
    if (error.errorName === 'SessionTakenOver') this.end('taken over', new SessionTakenOver(error.description, 'no'));
    else if (error.errorName !== 'Unknown' && errorCloses(error.errorName)) {
      this.#onDismissed?.(new ConnectionLost(`the server ended the client: ${error.description}`, { cause: error }));
    }
  }

  linkEnded(error: Error): void {
    if (this.#link !== undefined) this.lose(error);
  }

  #registration(): Sent<typeof RequestRegisterClient> {
    const { name, type, tenantId, mediaType, token, extension } = this.identity;
    return {
      ClientName: name,
      ClientType: type,
      TenantId: tenantId,
      MediaType: mediaType,
      Token: typeof token === 'function' ? token() : token,
      Extension: extension,
    };
  }

  async #runHook(link: Link, answer: Plain<AnswerTo<typeof RequestRegisterClient>>): Promise<void> {
    const hook = this.identity.onRegistered;
    if (hook === undefined) return;
    const { proxyClientId, timeoutMs } = this.#asking;
    const done = hook({
      answer,
      again: this.#registeredBefore,
      request: (request, attributes, options) =>
        link.request(request, attributes, { proxyClientId, timeoutMs: options?.timeoutMs ?? timeoutMs }),
    });
    const gone = link.ended.then((error) => {
      throw error;
    });
    await Promise.race([done, gone, this.states.whenOver()]);
  }
}
