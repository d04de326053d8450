import type { Plain, RequestDefinition } from '../message.ts';
import { EventError } from '../messages/event-error.ts';
import { RequestTimedOut, UnexpectedAnswer } from './client-error.ts';
import type { Waiting } from './in-flight.ts';
import type { OpenRequests } from './open-requests.ts';
import type { ReceivedEvent } from './received.ts';
import { RequestError } from './request-error.ts';

/** On whose behalf a request is sent, and how long its answer is waited for. */
export interface Asking {
  /** The logical client that asks; 0: the connection's own. */
  readonly proxyClientId: number;
  readonly timeoutMs: number;
  /** Counts the request while it waits. */
  readonly open?: OpenRequests;
}

/** A request and its promise. */
export class Exchange implements Waiting<ReceivedEvent> {
  readonly #request: RequestDefinition;
  readonly #asking: Asking;
  readonly #settle: (answer: never) => void;
  readonly #refuse: (error: Error) => void;

  get proxyClientId(): number {
    return this.#asking.proxyClientId;
  }

  constructor(
    request: RequestDefinition,
    asking: Asking,
    settle: (answer: never) => void,
    refuse: (error: Error) => void,
  ) {
    this.#request = request;
    this.#asking = asking;
    this.#settle = settle;
    this.#refuse = refuse;
  }

  resolve(answer: ReceivedEvent): void {
    const { event, attributes } = answer;
    if (this.#request.answeredBy.includes(event)) {
      this.#asking.open?.ended();
      // The catalogue says that this event answers the request.
      this.#settle(answer as never);
    } else if (event === EventError) {
      this.reject(new RequestError(this.#request.name, attributes as Plain<typeof EventError>));
    } else this.reject(new UnexpectedAnswer(`${this.#request.name} was answered by ${event.name}`));
  }

  reject(error: Error): void {
    this.#asking.open?.ended();
    this.#refuse(error);
  }

  expired(): Error {
    return new RequestTimedOut(`${this.#request.name}: no answer within ${this.#asking.timeoutMs} ms`);
  }
}
