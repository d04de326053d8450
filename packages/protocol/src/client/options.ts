import type { ClientType } from '../client-types.ts';
import type { Plain, RequestDefinition, Sent, AnswerTo } from '../message.ts';
import type { EventAck } from '../messages/event-ack.ts';
import { systemClock, type Clock } from '../transport/clock.ts';
import type { Transport } from '../transport/transport.ts';
import { DEFAULT_MAX_FRAME_SIZE } from '../wire/frame.ts';
import type { KvInputMap } from '../wire/values.ts';
import { defaultBackOff, type BackOff } from './back-off.ts';
import { defaultKeepAlive, type KeepAliveTimes } from './keep-alive.ts';

export interface RequestOptions {
  /** How long to wait for the answer. Default: the client's `requestTimeoutMs`. */
  readonly timeoutMs?: number;
}

/** Sends requests on the connection that was just registered, before the client itself takes any. */
export interface RegisteredSession {
  /** What the registration was answered with. */
  readonly answer: Plain<typeof EventAck>;
  /** Whether this client was registered before and lost its connection. */
  readonly again: boolean;
  request<R extends RequestDefinition>(
    this: void,
    request: R,
    attributes: Sent<R>,
    options?: RequestOptions,
  ): Promise<Plain<AnswerTo<R>>>;
}

/** Who a client is, and what it does whenever it has been registered. */
export interface Identity {
  /** ClientName: its identity within its type. With a client certificate, the certificate's common name. */
  readonly name: string;
  readonly type: ClientType;
  readonly tenantId?: string;
  /** Of a media server. */
  readonly mediaType?: string;
  /** Secret of the client type, where the server asks for one. A function is asked anew for every registration. */
  readonly token?: string | (() => string);
  readonly extension?: KvInputMap;
  /**
   * Runs after every registration, the first included, before the client counts as registered: the place to log an agent in
   * again and to renew subscriptions. When it rejects, the registration has failed: with a retryable error it is tried again,
   * with any other the client closes.
   */
  readonly onRegistered?: (session: RegisteredSession) => void | Promise<void>;
}

export interface ClientOptions extends Identity {
  readonly transport: Transport;
  /** How long the server may take to answer the registration. Default 10,000. */
  readonly registrationTimeoutMs?: number;
  /** How long a request waits for its answer unless it says otherwise. Default 60,000: a delivery takes as long as its agent. */
  readonly requestTimeoutMs?: number;
  /** Default: a ping after 10 s of silence, dead after 20 s. */
  readonly keepAlive?: Partial<KeepAliveTimes>;
  /** How to come back after a loss; false: not at all. Default: 0.2 s, doubling to 10 s, half of it by chance, without end. */
  readonly reconnect?: Partial<BackOff> | false;
  /** Whether `open()` goes on trying, with the same back-off, when the first attempt fails. Default false. */
  readonly waitForServer?: boolean;
  /** Requests that may wait for an answer, logical clients included; one more is refused. Default 10,000. */
  readonly maxInFlight?: number;
  /** Bytes that may wait to be sent; beyond them requests are refused. Default 16 MiB. */
  readonly maxBufferedBytes?: number;
  /** Longest frame that is sent or taken, header included, in bytes. Default 1 MiB, as the server's. */
  readonly maxFrameSize?: number;
  /** Whether the bytes of bodies are kept in `body` of what is received: they tell 1.0 from 1, and have nanoseconds. Default false. */
  readonly keepBodies?: boolean;
  /**
   * Hears what no caller awaits: errors thrown by event handlers. Default: throws them as uncaught exceptions.
   */
  readonly onFault?: (error: unknown) => void;
  readonly clock?: Clock;
  /** A number from 0 up to 1, for the jitter. Default `Math.random`. */
  readonly random?: () => number;
}

/** All options with their defaults filled in, but for who the client is. */
export interface Settings {
  readonly registrationTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly keepAlive: KeepAliveTimes;
  readonly backOff: BackOff | undefined;
  readonly waitForServer: boolean;
  readonly maxInFlight: number;
  readonly maxBufferedBytes: number;
  readonly maxFrameSize: number;
  readonly keepBodies: boolean;
  readonly onFault: (error: unknown) => void;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Throws a RangeError for times and bounds that make no sense. */
export function settingsOf(options: ClientOptions): Settings {
  const keepAlive = { ...defaultKeepAlive, ...options.keepAlive };
  if (!(keepAlive.pingAfterMs > 0 && keepAlive.deadAfterMs > keepAlive.pingAfterMs)) {
    throw new RangeError('keepAlive: deadAfterMs must be greater than pingAfterMs, and that greater than 0');
  }
  return {
    registrationTimeoutMs: positive('registrationTimeoutMs', options.registrationTimeoutMs ?? 10_000),
    requestTimeoutMs: positive('requestTimeoutMs', options.requestTimeoutMs ?? 60_000),
    keepAlive,
    backOff: options.reconnect === false ? undefined : { ...defaultBackOff, ...options.reconnect },
    waitForServer: options.waitForServer ?? false,
    maxInFlight: positive('maxInFlight', options.maxInFlight ?? 10_000),
    maxBufferedBytes: positive('maxBufferedBytes', options.maxBufferedBytes ?? 16 * 1024 * 1024),
    maxFrameSize: positive('maxFrameSize', options.maxFrameSize ?? DEFAULT_MAX_FRAME_SIZE),
    keepBodies: options.keepBodies ?? false,
    onFault: options.onFault ?? throwUncaught,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}

function positive(name: string, value: number): number {
  if (!(value > 0)) throw new RangeError(`${name} must be greater than 0, got ${value}`);
  return value;
}

/** A fault that nobody looks at must not pass unseen. */
function throwUncaught(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
