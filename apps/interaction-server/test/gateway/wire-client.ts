import { connect, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import {
  decodeBody,
  encodeFrame,
  Fault,
  FrameSplitter,
  messageByCode,
  Writer,
  type MessageDefinition,
  type Sent,
} from '@ixn/protocol';

/** A frame as a client sees it. */
export interface Seen {
  readonly name: string;
  readonly reference: number;
  readonly proxy: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The bytes of a frame. */
export function frameOf<M extends MessageDefinition>(
  message: M,
  reference: number,
  attributes: Sent<M>,
  proxy = 0,
): Buffer {
  const writer = new Writer();
  encodeFrame(writer, message, reference, proxy, attributes);
  return writer.copy();
}

/** A socket that speaks frames, good and bad. Sees every frame once, in order. */
export class WireClient {
  readonly socket: Socket;
  /** Resolves when the connection is over. */
  readonly closed: Promise<void>;
  readonly #seen: Seen[] = [];
  readonly #awaiting: ((frame: Seen) => void)[] = [];
  readonly #over: ((reason: Error) => void)[] = [];
  #isClosed = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    const splitter = new FrameSplitter(64 * 1024 * 1024, {
      frame: (code, _flags, _version, reference, proxy, buffer, start, end) => {
        const message = messageByCode(code);
        if (message === undefined) throw new Error(`the server sent code ${code}`);
        const attributes = decodeBody(message, buffer, start, end, 'plain');
        if (attributes instanceof Fault) throw new Error(`${message.name}: ${attributes.text}`);
        this.#take({ name: message.name, reference, proxy, attributes });
      },
      fault: (error, detail) => {
        throw new Error(`the server sent a broken frame: ${error} ${detail}`);
      },
    });
    socket.on('data', (chunk: Buffer) => splitter.push(chunk));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#isClosed = true;
        for (const fail of this.#over) fail(new Error('the connection was closed'));
        resolve();
      });
    });
  }

  static async open(port: number): Promise<WireClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const client = new WireClient(socket);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return client;
  }

  static async openTls(port: number, options: ConnectionOptions): Promise<WireClient> {
    const socket = connectTls({ ...options, port, host: '127.0.0.1', checkServerIdentity: () => undefined });
    const client = new WireClient(socket);
    await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
    return client;
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  send<M extends MessageDefinition>(message: M, reference: number, attributes: Sent<M>, proxy = 0): void {
    this.write(frameOf(message, reference, attributes, proxy));
  }

  /** The next frame; rejects when the connection ends before it comes. */
  next(): Promise<Seen> {
    const seen = this.#seen.shift();
    if (seen !== undefined) return Promise.resolve(seen);
    if (this.#isClosed) return Promise.reject(new Error('the connection is closed'));
    return new Promise((resolve, reject) => {
      this.#awaiting.push(resolve);
      this.#over.push(reject);
    });
  }

  async take(count: number): Promise<Seen[]> {
    const frames: Seen[] = [];
    while (frames.length < count) frames.push(await this.next());
    return frames;
  }

  /** All frames until the connection ends. */
  async rest(): Promise<Seen[]> {
    await this.closed;
    return this.#seen.splice(0);
  }

  #take(frame: Seen): void {
    const awaiting = this.#awaiting.shift();
    this.#over.shift();
    if (awaiting === undefined) this.#seen.push(frame);
    else awaiting(frame);
  }
}
