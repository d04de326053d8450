import { connect, type Socket } from 'node:net';
import {
  type ClientType,
  decodeBody,
  DEFAULT_MAX_FRAME_SIZE,
  encodeFrame,
  EventAck,
  EventError,
  EventPong,
  Fault,
  type FrameSink,
  FrameSplitter,
  RequestPing,
  RequestRegisterClient,
  type RequestDefinition,
  type Sent,
  Writer,
} from '@ixn/protocol';

const READ_SIZE = 256 * 1024;
const OUT_SIZE = 256 * 1024;
const ASK_TIMEOUT_MS = 30_000;
/** References of requests made with {@link WireConnection.ask}: above those that a load chooses. */
const ASK_REFERENCES = 0xf000_0000;

/** One buffer for all connections: what was read is handled before the next read. */
const readBuffer = Buffer.allocUnsafeSlow(READ_SIZE);

/** Where the frames of a load go: pings, errors and answers to {@link WireConnection.ask} are handled before. */
export type FrameHandler = (
  code: number,
  referenceId: number,
  buffer: Buffer,
  bodyStart: number,
  bodyEnd: number,
) => void;

/**
 * A client of the protocol for load: a bare socket with as little work a message as can be. Requests are frames that were encoded
 * before; answers are looked at where they lie. An EventError, or the end of the connection, ends the load.
 */
export class WireConnection implements FrameSink {
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter(DEFAULT_MAX_FRAME_SIZE, this);
  readonly #out = Buffer.allocUnsafeSlow(OUT_SIZE);
  readonly #fail: (error: Error) => void;
  readonly #asked = new Map<number, (code: number) => void>();
  #outSize = 0;
  #handler: FrameHandler = ignore;
  #closed = false;

  private constructor(port: number, fail: (error: Error) => void) {
    this.#fail = fail;
    this.#socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (size: number, buffer: Uint8Array): boolean => {
          this.#splitter.push((buffer as Buffer).subarray(0, size));
          return true;
        },
      },
    });
    this.#socket.on('error', (error) => this.#lost(error.message));
    this.#socket.on('close', () => this.#lost('closed by the server'));
  }

  /** Connects and registers. `fail` is told once what ends the load. */
  static async open(
    port: number,
    name: string,
    type: ClientType,
    fail: (error: Error) => void,
  ): Promise<WireConnection> {
    const connection = new WireConnection(port, fail);
    await connection.ask(RequestRegisterClient, { ClientName: name, ClientType: type });
    return connection;
  }

  set handler(handler: FrameHandler) {
    this.#handler = handler;
  }

  /** One request outside the load. Resolves with its EventAck; what else comes ends the load. */
  async ask<R extends RequestDefinition>(message: R, attributes: Sent<R>): Promise<void> {
    const reference = ASK_REFERENCES + this.#asked.size;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${message.name} was not answered`)), ASK_TIMEOUT_MS);
      this.#asked.set(reference, () => {
        clearTimeout(timer);
        resolve();
      });
      this.#socket.write(frameOf(message, attributes, reference));
    });
  }

  /** Appends a frame to what leaves with the next {@link flush}. Returns where it starts in {@link out}, so that it can be patched. */
  append(frame: Buffer): number {
    const start = this.#outSize;
    frame.copy(this.#out, start);
    this.#outSize += frame.length;
    return start;
  }

  get out(): Buffer {
    return this.#out;
  }

  /** Whether {@link flush} has something to write. */
  get pending(): boolean {
    return this.#outSize > 0;
  }

  flush(): void {
    if (this.#outSize === 0) return;
    this.#socket.write(Buffer.from(this.#out.subarray(0, this.#outSize)));
    this.#outSize = 0;
  }

  /** Writes bytes that stay as they are until an answer to them has come. */
  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  close(): void {
    this.#closed = true;
    this.#socket.destroy();
  }

  frame(
    code: number,
    _flags: number,
    _version: number,
    referenceId: number,
    _proxyClientId: number,
    buffer: Buffer,
    bodyStart: number,
    bodyEnd: number,
  ): void {
    if (code === EventError.code) this.#refused(buffer, bodyStart, bodyEnd);
    else if (code === RequestPing.code) this.#socket.write(frameOf(EventPong, {}, referenceId));
    else if (referenceId < ASK_REFERENCES) this.#handler(code, referenceId, buffer, bodyStart, bodyEnd);
    else if (code === EventAck.code) this.#asked.get(referenceId)?.(code);
  }

  fault(error: string, detail: string): void {
    this.#fail(new Error(`the server's stream cannot be split: ${error}, ${detail}`));
  }

  #refused(buffer: Buffer, start: number, end: number): void {
    const error = decodeBody(EventError, buffer, start, end, 'plain');
    const text = error instanceof Fault ? error.text : error.ErrorDescription;
    this.#fail(new Error(`the server refused a request: ${text}`));
  }

  #lost(why: string): void {
    if (!this.#closed) this.#fail(new Error(`a connection to the server is lost: ${why}`));
  }
}

function ignore(): void {
  // Before a load begins, nothing comes that it has to know.
}

const writer = new Writer();

/** A whole frame, as bytes of its own. */
export function frameOf<M extends Parameters<typeof encodeFrame>[1]>(
  message: M,
  attributes: Sent<M>,
  referenceId = 0,
): Buffer {
  writer.reset();
  encodeFrame(writer, message, referenceId, 0, attributes);
  return writer.copy();
}

/** Where the header of a frame at `start` holds its ReferenceId. */
const REFERENCE_OFFSET = 8;

export function patchReference(buffer: Buffer, start: number, referenceId: number): void {
  buffer.writeUInt32BE(referenceId, start + REFERENCE_OFFSET);
}
