/**
 * The states of a registered identity: a client of its own connection, or a logical client behind a proxy.
 *
 *   new → connecting:         open()
 *   connecting → registered:  connected, RequestRegisterClient acknowledged, onRegistered done
 *   connecting → lost:        the attempt failed and another will follow
 *   registered → lost:        the connection ended, was silent for too long, or the server ended the logical client
 *   lost → connecting:        the back-off is over
 *   lost → closed:            attempts used up, or no reconnect wanted
 *   registered → draining:    drain(): requests in flight are waited for, new ones refused
 *   draining → closed:        all answered, the time is over, or the connection was lost
 *   any → closed:             close(), or the registration was refused for good
 *   any → taken over:         EventError SessionTakenOver: another client has the identity now
 *
 * Requests are taken in `registered` only. `closed` and `taken over` are final: nothing is heard or sent any more.
 */
import type { Clock } from '../transport/clock.ts';
import { ClientClosed, NotConnected, SessionTakenOver } from './client-error.ts';

export type ClientState = 'new' | 'connecting' | 'registered' | 'lost' | 'draining' | 'closed' | 'taken over';

/** Hears each change of state; `cause` says why a connection was lost or the client ended. */
export type StateHandler = (state: ClientState, cause: Error | undefined) => void;

/** Holds the state, keeps to the transitions above, and tells who wants to know. */
export class StateMachine {
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #handlers = new Set<StateHandler>();
  readonly #over = new AbortController();
  #state: ClientState = 'new';
  #failure: Error | undefined;

  constructor(clock: Clock, onFault: (error: unknown) => void) {
    this.#clock = clock;
    this.#onFault = onFault;
  }

  get state(): ClientState {
    return this.#state;
  }

  /** Why the connection was lost last, or why the client ended. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Aborted once the state is final. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Goes to another state. Does nothing when that is not a way on: out of a final state, or from draining back into life. */
  enter(state: ClientState, cause?: Error): void {
    const final = state === 'closed' || state === 'taken over';
    if (this.#state === state || this.over.aborted || (this.#state === 'draining' && !final)) return;
    this.#state = state;
    this.#failure = cause ?? (final ? undefined : this.#failure);
    if (final) this.#over.abort();
    for (const handler of this.#handlers) this.#tell(handler, state, cause);
    if (final) this.#handlers.clear();
  }

  on(handler: StateHandler): () => void {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  /** Resolves once the state is final, with {@link lastError}. */
  whenOver(): Promise<Error> {
    return new Promise((resolve) => {
      const settle = (): void => resolve(this.lastError());
      if (this.over.aborted) settle();
      else this.over.addEventListener('abort', settle, { once: true });
    });
  }

  /** Resolves in `registered`; rejects in a final state with its cause, or with NotConnected after the time-out. */
  whenRegistered(timeoutMs: number): Promise<void> {
    if (this.#state === 'registered') return Promise.resolve();
    if (this.over.aborted) return Promise.reject(this.refusal('waiting for the registration'));
    return new Promise((resolve, reject) => {
      const expire = (): void => {
        stop();
        reject(new NotConnected(`not registered within ${timeoutMs} ms`, { cause: this.#failure }));
      };
      const timer = timeoutMs === Infinity ? undefined : this.#clock.after(timeoutMs, expire);
      const stop = this.on((state, cause) => {
        if (state !== 'registered' && !this.over.aborted) return;
        timer?.cancel();
        stop();
        if (state === 'registered') resolve();
        else reject(cause ?? this.refusal('waiting for the registration'));
      });
    });
  }

  /** The error for what cannot be done in this state. */
  refusal(what: string): Error {
    const cause = { cause: this.#failure };
    switch (this.#state) {
      case 'draining':
        return new ClientClosed(`${what}: the client is draining`);
      case 'closed':
        return new ClientClosed(`${what}: the client is closed`, 'no', cause);
      case 'taken over':
        return new SessionTakenOver(`${what}: another client has taken the session over`, 'no', cause);
      default:
        return new NotConnected(`${what}: the client is not registered now (${this.#state})`, cause);
    }
  }

  /** What requests in flight are told when the state has become final. */
  lastError(): Error {
    const cause = { cause: this.#failure };
    if (this.#state !== 'taken over')
      return new ClientClosed('the client was closed before the answer came', 'unknown', cause);
    return new SessionTakenOver('another client has taken the session over before the answer came', 'unknown', cause);
  }

  #tell(handler: StateHandler, state: ClientState, cause: Error | undefined): void {
    try {
      handler(state, cause);
    } catch (error) {
      this.#onFault(error);
    }
  }
}
