import { messageByCode } from '../catalogue.ts';
import { decodeBody, Fault } from '../codec.ts';
import type { AnswerTo, EventDefinition, Plain, RequestDefinition, Sent } from '../message.ts';
import { Event3rdServerFault } from '../messages/event-3rd-server-fault.ts';
import { EventError } from '../messages/event-error.ts';
import { EventPong } from '../messages/event-pong.ts';
import { RequestPing } from '../messages/request-ping.ts';
import type { Clock } from '../transport/clock.ts';
import type { Channel } from '../transport/transport.ts';
import { FrameSplitter, headerFault, type FrameSink } from '../wire/frame.ts';
import { AnswerOrder } from './answer-order.ts';
import { ConnectionLost, TooManyRequests, UnexpectedAnswer } from './client-error.ts';
import { Exchange, type Asking } from './exchange.ts';
import { InFlight } from './in-flight.ts';
import { KeepAlive, type KeepAliveTimes } from './keep-alive.ts';
import { Outbox } from './outbox.ts';
import type { ReceivedEvent } from './received.ts';

/** The bounds and times of one connection. */
export interface LinkLimits {
  readonly clock: Clock;
  readonly keepAlive: KeepAliveTimes;
  /** Bytes of a frame, both ways. */
  readonly maxFrameSize: number;
  /** Requests that may wait for an answer. */
  readonly maxInFlight: number;
  /** Whether bodies are kept as bytes too. */
  readonly keepBodies: boolean;
  /** Bytes that may wait to be sent. */
  readonly maxBufferedBytes: number;
}

/** Whom the events of a ProxyClientId are for. */
export interface Recipient {
  deliver(received: ReceivedEvent): void;
  /** The link has ended. Told before requests in flight are. */
  linkEnded(error: Error): void;
}

/** An answer, an event, or the end of the connection, in the order in which they came. */
type Message = ReceivedEvent | { readonly lost: Error | undefined };

/**
 * One connection: sends requests and matches their answers, hands events to the logical client that they are for, keeps alive.
 *
 *   open → ended: closed by either side, lost, silent for too long, or the other side broke the protocol
 *
 * Whatever the end: the recipients of events are told, every request in flight is rejected, then {@link ended} is resolved.
 */
export class Link implements FrameSink {
  readonly remote: string;
  /** Resolved once the link has ended; requests in flight were rejected with this error. */
  readonly ended: Promise<Error>;
  readonly #channel: Channel;
  readonly #limits: LinkLimits;
  readonly #outbox: Outbox;
  readonly #splitter: FrameSplitter;
  readonly #keepAlive: KeepAlive;
  readonly #inFlight: InFlight<ReceivedEvent, Exchange>;
  readonly #order = new AnswerOrder<Message>((message) => this.#handle(message));
  readonly #routes = new Map<number, Recipient>();
  #resolveEnded!: (error: Error) => void;
  #isOver = false;
  /** What the server said about the connection last. */
  #notice: string | undefined;

  constructor(channel: Channel, limits: LinkLimits) {
    this.remote = channel.remote;
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
    this.#channel = channel;
    this.#limits = limits;
    this.#outbox = new Outbox(channel, limits.maxFrameSize);
    this.#splitter = new FrameSplitter(limits.maxFrameSize, this);
    this.#inFlight = new InFlight(limits.clock);
    this.#keepAlive = new KeepAlive(
      limits.clock,
      limits.keepAlive,
      () => this.#outbox.send(RequestPing, 0, 0, {}),
      (silence) => this.#cut(`nothing was heard for ${Math.round(silence)} ms`),
    );
    channel.listen({
      onData: (bytes) => {
        this.#keepAlive.heard();
        this.#splitter.push(bytes);
      },
      onDrain: () => this.#outbox.drained(),
      onClose: (lost) => this.#order.pass({ lost }, true),
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Events with this ProxyClientId go to `recipient` from now on. */
  route(proxyClientId: number, recipient: Recipient): void {
    this.#routes.set(proxyClientId, recipient);
  }

  unroute(proxyClientId: number): void {
    this.#routes.delete(proxyClientId);
  }

  /** Sends a request and waits for its answer. Rejects with a ClientError, or a ProtocolError if the attributes cannot be sent. */
  exchange<R extends RequestDefinition>(
    request: R,
    attributes: Sent<R>,
    asking: Asking,
  ): Promise<ReceivedEvent<AnswerTo<R>>> {
    if (this.#isOver) return Promise.reject(new ConnectionLost(`${request.name}: the connection has ended`));
    const { maxInFlight, maxBufferedBytes } = this.#limits;
    if (this.#inFlight.size >= maxInFlight) {
      return Promise.reject(new TooManyRequests(`${request.name}: ${maxInFlight} requests are in flight`));
    }
    if (this.#outbox.bufferedBytes >= maxBufferedBytes) {
      return Promise.reject(new TooManyRequests(`${request.name}: ${maxBufferedBytes} bytes wait to be sent`));
    }
    const reference = this.#inFlight.nextReference();
    try {
      this.#outbox.send(request, reference, asking.proxyClientId, attributes);
    } catch (error) {
      return Promise.reject(error);
    }
    asking.open?.began();
    return new Promise((resolve, reject) => {
      this.#inFlight.add(reference, asking.timeoutMs, new Exchange(request, asking, resolve, reject));
    });
  }

  /** As {@link exchange}, with the attributes of the answer alone. */
  async request<R extends RequestDefinition>(
    request: R,
    attributes: Sent<R>,
    asking: Asking,
  ): Promise<Plain<AnswerTo<R>>> {
    const answer = await this.exchange(request, attributes, asking);
    return answer.attributes as Plain<AnswerTo<R>>;
  }

  /** Gives up what a logical client waits for. */
  abandon(proxyClientId: number, error: Error): void {
    this.#inFlight.failWhere((waiting) => waiting.proxyClientId === proxyClientId, error);
  }

  /** Sends what was written, ends the connection in order, and rejects what is in flight with `error`. */
  close(error: Error): void {
    if (this.#isOver) return;
    this.#outbox.flush();
    this.#end(error);
    this.#channel.close();
  }

  frame(
    code: number,
    flags: number,
    version: number,
    referenceId: number,
    proxyClientId: number,
    buffer: Buffer,
    bodyStart: number,
    bodyEnd: number,
  ): void {
    const bad = headerFault(version, flags);
    if (bad !== undefined) return this.#cut(`the server sent a frame with version ${version}, flags ${flags} (${bad})`);
    const message = messageByCode(code);
    if (message === undefined) return this.#unknown(code, referenceId);
    if (message.kind === 'request') return this.#asked(message, referenceId, proxyClientId);
    const attributes = decodeBody(message, buffer, bodyStart, bodyEnd, 'plain');
    if (attributes instanceof Fault) return this.#unreadable(message, referenceId, attributes);
    const received = this.#limits.keepBodies
      ? {
          event: message,
          attributes,
          referenceId,
          proxyClientId,
          body: Buffer.from(buffer.subarray(bodyStart, bodyEnd)),
        }
      : { event: message, attributes, referenceId, proxyClientId };
    this.#order.pass(received, referenceId === 0 || !this.#inFlight.has(referenceId));
  }

  fault(error: string, detail: string): void {
    this.#cut(`the server sent what is no frame: ${detail} (${error})`);
  }

  #handle(message: Message): void {
    if (this.#isOver) return;
    if ('lost' in message) return this.#lose(message.lost);
    const { referenceId, proxyClientId, event } = message;
    const waiting = referenceId === 0 ? undefined : this.#inFlight.take(referenceId);
    if (waiting !== undefined) {
      this.#order.answered();
      waiting.resolve(message);
      return;
    }
    if (event === EventPong) return;
    if (event === EventError && referenceId === 0 && proxyClientId === 0) this.#note(message);
    this.#routes.get(proxyClientId)?.deliver(message);
  }

  #note({ attributes }: ReceivedEvent): void {
    this.#notice = (attributes as Plain<typeof EventError>).ErrorDescription;
  }

  /** The server asks. Besides pings it asks third party clients only; this client serves nobody, and says so. */
  #asked(request: RequestDefinition, referenceId: number, proxyClientId: number): void {
    if (request === RequestPing) this.#outbox.send(EventPong, referenceId, proxyClientId, {});
    else
      this.#outbox.send(Event3rdServerFault, referenceId, proxyClientId, {
        FaultString: 'this client serves no requests',
      });
  }

  /** A message of a newer release: an answer is an error to who waits for it, an event is none of ours. */
  #unknown(code: number, referenceId: number): void {
    const waiting = this.#inFlight.take(referenceId);
    if (waiting === undefined) return;
    this.#order.answered();
    waiting.reject(new UnexpectedAnswer(`the answer has the unknown message code ${code}`));
  }

  #unreadable(event: EventDefinition, referenceId: number, fault: Fault): void {
    const waiting = this.#inFlight.take(referenceId);
    const what = `the server sent ${event.name} that cannot be read: ${fault.text}`;
    if (waiting === undefined) return this.#cut(what);
    this.#order.answered();
    waiting.reject(new UnexpectedAnswer(what));
  }

  /** Ends the connection at once, after what was read before. */
  #cut(why: string): void {
    this.#splitter.stop();
    this.#channel.destroy();
    this.#order.pass({ lost: new Error(why) }, true);
  }

  #lose(reason: Error | undefined): void {
    const why = this.#notice ?? reason?.message ?? 'the server closed it';
    this.#end(new ConnectionLost(`connection to ${this.remote} lost: ${why}`, { cause: reason }));
  }

  #end(error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#keepAlive.stop();
    this.#splitter.stop();
    for (const recipient of this.#routes.values()) recipient.linkEnded(error);
    this.#inFlight.failAll(error);
    this.#resolveEnded(error);
  }
}
