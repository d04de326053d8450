import {
  decodeBody,
  encodeFrame,
  ERRORS,
  errorText,
  EventAck,
  EventError,
  EventPong,
  Fault,
  FrameSplitter,
  messageByCode,
  RequestPing,
  RequestRegisterClient,
  RequestUnregisterClient,
  Writer,
  type ErrorName,
  type EventDefinition,
  type MessageDefinition,
  type Plain,
  type RequestDefinition,
  type Sent,
} from '../../src/index.ts';
import { MemoryListener, type Channel, type MemoryOptions } from '../../src/transport/index.ts';

/** A request, or an event that a client sent, as the server got it. */
export interface Asked<M extends MessageDefinition = MessageDefinition> {
  readonly message: M;
  readonly attributes: Plain<M>;
  readonly referenceId: number;
  readonly proxyClientId: number;
  readonly connection: ScriptedConnection;
  reply<E extends EventDefinition>(this: void, event: E, attributes: Sent<E>): void;
  refuse(this: void, error: ErrorName, detail?: string, more?: Partial<Sent<typeof EventError>>): void;
}

type Script = (asked: Asked) => void;

/**
 * A server that answers by script. Registration, pings and unregistering work unless a script says otherwise; a request without
 * a script is refused with NotSupportedYet.
 */
export class ScriptedServer {
  /** All connections so far, the first one first. */
  readonly connections: ScriptedConnection[] = [];
  /** Every message that came, over all connections. */
  readonly asked: Asked[] = [];
  readonly #scripts = new Map<number, Script>();
  readonly #waiting = new Set<() => void>();

  constructor() {
    this.answer(RequestRegisterClient, ({ connection, reply }) => reply(EventAck, connection.register()));
    this.answer(RequestUnregisterClient, ({ reply }) => reply(EventAck, {}));
    this.answer(RequestPing, ({ reply }) => reply(EventPong, {}));
  }

  /** Takes a connection. */
  readonly accept = (channel: Channel): void => {
    this.connections.push(new ScriptedConnection(channel, (asked) => this.#take(asked)));
    this.#look();
  };

  listener(options?: MemoryOptions): MemoryListener {
    return new MemoryListener(this.accept, options);
  }

  /** Says what happens when that request comes; instead of what was said before. */
  answer<R extends RequestDefinition>(request: R, script: (asked: Asked<R>) => void): void {
    this.#scripts.set(request.code, script as unknown as Script);
  }

  /** The connection made last. */
  get connection(): ScriptedConnection {
    const last = this.connections.at(-1);
    if (last === undefined) throw new Error('nobody has connected');
    return last;
  }

  /** What came of one kind. */
  of<M extends MessageDefinition>(message: M): Asked<M>[] {
    return this.asked.filter((asked) => asked.message.code === message.code) as unknown as Asked<M>[];
  }

  /** Resolves as soon as `holds` does; looked at whenever something came. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Resolves with the message of that kind that comes as the `count`th, the first being 1. */
  async nth<M extends MessageDefinition>(message: M, count: number): Promise<Asked<M>> {
    await this.until(() => this.of(message).length >= count);
    return this.of(message)[count - 1] as Asked<M>;
  }

  #take(asked: Asked | undefined): void {
    if (asked !== undefined) {
      this.asked.push(asked);
      const script = this.#scripts.get(asked.message.code);
      if (script !== undefined) script(asked);
      else if (asked.message.kind === 'request') asked.refuse('NotSupportedYet', asked.message.name);
    }
    this.#look();
  }

  #look(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

/** One connection at the server's side. */
export class ScriptedConnection {
  readonly channel: Channel;
  /** Pieces in which bytes came: how often the client wrote. */
  pieces = 0;
  /** Whether the client, or the line, has ended it. */
  ended = false;
  /** While true, nothing is written. */
  silent = false;
  readonly #writer = new Writer();
  #registered = 0;

  constructor(channel: Channel, take: (asked: Asked | undefined) => void) {
    this.channel = channel;
    const splitter = new FrameSplitter(1 << 20, {
      frame: (code, _flags, _version, referenceId, proxyClientId, buffer, start, end) =>
        take(this.#asked(code, referenceId, proxyClientId, buffer, start, end)),
      fault: (error, detail) => channel.destroy(new Error(`${error}: ${detail}`)),
    });
    channel.listen({
      onData: (bytes) => {
        this.pieces++;
        splitter.push(bytes);
      },
      onDrain: () => undefined,
      onClose: () => {
        this.ended = true;
        take(undefined);
      },
    });
  }

  /** Counts a registration: the connection's own client first, then logical ones, with ids from 101. */
  register(): Sent<typeof EventAck> {
    const own = this.#registered++ === 0;
    return own ? {} : { ProxyClientId: 99 + this.#registered };
  }

  /** Sends messages in one write. */
  send<M extends MessageDefinition>(message: M, attributes: Sent<M>, referenceId = 0, proxyClientId = 0): void {
    encodeFrame(this.#writer, message, referenceId, proxyClientId, attributes);
    if (!this.#gathering) this.#flush();
  }

  #gathering = false;

  /** Everything sent within `send` leaves in one write. */
  together(send: () => void): void {
    this.#gathering = true;
    send();
    this.#gathering = false;
    this.#flush();
  }

  error(error: ErrorName, detail = '', referenceId = 0, proxyClientId = 0): void {
    const ErrorDescription = errorText(error, detail);
    this.send(EventError, { ErrorCode: ERRORS[error].number, ErrorDescription }, referenceId, proxyClientId);
  }

  #flush(): void {
    if (this.#writer.pos > 0 && !this.silent) this.channel.write(this.#writer.copy());
    this.#writer.reset();
  }

  #asked(
    code: number,
    referenceId: number,
    proxyClientId: number,
    buffer: Buffer,
    start: number,
    end: number,
  ): Asked | undefined {
    const message = messageByCode(code);
    if (message === undefined) throw new Error(`the client sent the unknown code ${code}`);
    const attributes = decodeBody(message, buffer, start, end, 'plain');
    if (attributes instanceof Fault) throw new Error(`the client sent a bad ${message.name}: ${attributes.text}`);
    return {
      message,
      attributes,
      referenceId,
      proxyClientId,
      connection: this,
      reply: (event, sent) => this.send(event, sent, referenceId, proxyClientId),
      refuse: (error, detail = '', more = {}) => {
        const text = { ErrorCode: ERRORS[error].number, ErrorDescription: errorText(error, detail) };
        this.send(EventError, { ...text, ...more }, referenceId, proxyClientId);
      },
    };
  }
}
