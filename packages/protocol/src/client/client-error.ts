/**
 * Why a request, a registration or a client failed. Two questions decide what to do next, and every error answers both:
 *
 * - `retryable`: may the same thing succeed later, with nothing changed but time?
 * - `applied`: did the server do it? `no`: certainly not. `unknown`: it may have; ask, or repeat under the same
 *   `Extension.RequestKey` or InteractionId, which the server recognises.
 */
export abstract class ClientError extends Error {
  abstract readonly retryable: boolean;
  abstract readonly applied: 'no' | 'unknown';
}

/** An error after which the same request may succeed. */
export type RetryableError = ClientError & { readonly retryable: true };

/** Whether the same request may succeed later. False for everything that is not a {@link ClientError}. */
export function isRetryable(error: unknown): error is RetryableError {
  return error instanceof ClientError && error.retryable;
}

/** The connection ended while the request was in flight. The client reconnects; it does not send the request again. */
export class ConnectionLost extends ClientError {
  override readonly name = 'ConnectionLost';
  readonly retryable = true;
  readonly applied = 'unknown';
}

/** There is no registered connection at the moment; the request was not sent. Wait with `whenRegistered()`. */
export class NotConnected extends ClientError {
  override readonly name = 'NotConnected';
  readonly retryable = true;
  readonly applied = 'no';
}

/** No answer came within the time-out of the request. */
export class RequestTimedOut extends ClientError {
  override readonly name = 'RequestTimedOut';
  readonly retryable = true;
  readonly applied = 'unknown';
}

/** A bound of the client is reached: requests in flight, or bytes that the server does not take. Nothing was sent. */
export class TooManyRequests extends ClientError {
  override readonly name = 'TooManyRequests';
  readonly retryable = true;
  readonly applied = 'no';
}

/** The client is draining or closed: it takes no new requests. */
export class ClientClosed extends ClientError {
  override readonly name = 'ClientClosed';
  readonly retryable = false;
  readonly applied: 'no' | 'unknown';

  constructor(message: string, applied: 'no' | 'unknown' = 'no', options?: ErrorOptions) {
    super(message, options);
    this.applied = applied;
  }
}

/** Another client has registered, or logged in, under the same identity. This client is over and does not reconnect. */
export class SessionTakenOver extends ClientError {
  override readonly name = 'SessionTakenOver';
  readonly retryable = false;
  readonly applied: 'no' | 'unknown';

  constructor(message: string, applied: 'no' | 'unknown', options?: ErrorOptions) {
    super(message, options);
    this.applied = applied;
  }
}

/** The answer is not one that the request can have, or cannot be read: client and server do not understand each other. */
export class UnexpectedAnswer extends ClientError {
  override readonly name = 'UnexpectedAnswer';
  readonly retryable = false;
  readonly applied = 'unknown';
}
