import type { Connection, Submittable } from 'pg';
import type { Statement } from './sql-text.ts';

/** A parameter: text, or a Buffer in PostgreSQL's binary format. */
export type BoundValue = string | Buffer;

/** First bytes of the messages of the extended protocol. */
const PARSE = 0x50;
const BIND = 0x42;

/** Execute of the unnamed portal without a limit of rows, and Sync. */
const EXECUTE_AND_SYNC = Buffer.from('450000000900000000005300000004', 'hex');

const FIRST_SIZE = 1 << 16;
/** Beyond this the buffer that one huge request has grown is let go. */
const KEPT_SIZE = 1 << 22;

/** The message that prepares a statement. Types of parameters follow from the casts in its text. */
export function parseMessage({ name, text }: Statement): Buffer {
  const names = Buffer.from(`${name}\0${text}\0`);
  const message = Buffer.alloc(1 + 4 + names.length + 2);
  message[0] = PARSE;
  message.writeInt32BE(message.length - 1, 1);
  names.copy(message, 5);
  return message;
}

/**
 * The messages that run a prepared statement: Bind (PostgreSQL's documentation, "Message Formats"), Execute, Sync. `pg` would make a
 * new buffer for each request and grow it in steps: garbage of several times its size. This one is used again and again.
 */
export class BoundMessage {
  #buffer: Buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);
  #at = 0;

  /** A view, good until the next call. */
  bind(name: string, values: readonly BoundValue[]): Buffer {
    if (this.#buffer.length > KEPT_SIZE) this.#buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);
    this.#buffer[0] = BIND;
    this.#at = 5;
    // The unnamed portal, the statement.
    this.#string(`\0${name}\0`);
    this.#int16(values.length);
    for (const value of values) this.#int16(typeof value === 'string' ? 0 : 1);
    this.#int16(values.length);
    for (const value of values) this.#value(value);
    // Results as text.
    this.#int16(0);
    this.#buffer.writeInt32BE(this.#at - 1, 1);
    this.#bytes(EXECUTE_AND_SYNC);
    return this.#buffer.subarray(0, this.#at);
  }

  #value(value: BoundValue): void {
    const size = typeof value === 'string' ? Buffer.byteLength(value) : value.length;
    this.#reserve(4);
    this.#at = this.#buffer.writeInt32BE(size, this.#at);
    if (typeof value === 'string') this.#string(value);
    else this.#bytes(value);
  }

  #string(text: string): void {
    this.#reserve(text.length * 3);
    this.#at += this.#buffer.write(text, this.#at);
  }

  #bytes(bytes: Buffer): void {
    this.#reserve(bytes.length);
    bytes.copy(this.#buffer, this.#at);
    this.#at += bytes.length;
  }

  #int16(value: number): void {
    this.#reserve(2);
    this.#at = this.#buffer.writeInt16BE(value, this.#at);
  }

  #reserve(size: number): void {
    const needed = this.#at + size;
    if (needed <= this.#buffer.length) return;
    let length = this.#buffer.length * 2;
    while (length < needed) length *= 2;
    const grown = Buffer.allocUnsafeSlow(length);
    this.#buffer.copy(grown, 0, 0, this.#at);
    this.#buffer = grown;
  }
}

/** Runs a prepared statement for `pg`, which calls the methods as the answer comes in. Of the rows only the number is kept. */
export class BoundRequest implements Submittable {
  /** Resolves with the number of rows, when the transaction has ended. */
  readonly done: Promise<number>;
  /** `pg` keeps a record of what is prepared by these. */
  readonly name: string;
  readonly text: string;
  readonly #parse: Buffer | undefined;
  readonly #message: Buffer;
  readonly #onParsed: () => void;
  #rows = 0;
  #resolve: (rows: number) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  /**
   * `parse`: the message that prepares it, where the connection has not seen it yet. `onParsed` is called when it has, which may be
   * so although the statement fails.
   */
  constructor(statement: Statement, parse: Buffer | undefined, message: Buffer, onParsed: () => void) {
    this.name = statement.name;
    this.text = statement.text;
    this.#parse = parse;
    this.#message = message;
    this.#onParsed = onParsed;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    const { stream } = connection;
    stream.cork();
    if (this.#parse !== undefined) {
      connection.once('parseComplete', this.#onParsed);
      void this.done.catch(() => undefined).finally(() => connection.off('parseComplete', this.#onParsed));
      stream.write(this.#parse);
    }
    stream.write(this.#message);
    stream.uncork();
  }

  handleDataRow(): void {
    this.#rows++;
  }

  handleCommandComplete(): void {
    // What follows, ReadyForQuery, is the end of the transaction.
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#rows);
  }

  handleError(error: unknown): void {
    this.#reject(error);
  }
}
