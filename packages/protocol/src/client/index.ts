export type { BackOff } from './back-off.ts';
export { Client, connect } from './client.ts';
export {
  ClientClosed,
  ClientError,
  ConnectionLost,
  isRetryable,
  NotConnected,
  RequestTimedOut,
  SessionTakenOver,
  TooManyRequests,
  UnexpectedAnswer,
  type RetryableError,
} from './client-error.ts';
export type { ClientState, StateHandler } from './client-state.ts';
export { EventsOverflowed, type EventStream } from './event-stream.ts';
export type { KeepAliveTimes } from './keep-alive.ts';
export type { LogicalClient } from './logical-client.ts';
export type { ClientOptions, Identity, RegisteredSession, RequestOptions } from './options.ts';
export type { EventHandler, ReceivedEvent } from './received.ts';
export type { EventsOptions, RegisteredClient } from './registered-client.ts';
export { RequestError } from './request-error.ts';
