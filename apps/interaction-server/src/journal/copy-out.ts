import type { Connection, Submittable } from 'pg';

/** Start of the data of a binary COPY, and the bytes of its header's fixed part. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER = SIGNATURE.length + 8;

/**
 * A `COPY … TO STDOUT (FORMAT binary)` for `pg`, which calls the methods as the answer comes in. PostgreSQL sends one message a row;
 * the first may have the header before it.
 */
export class CopyOut implements Submittable {
  /** Resolves at the end of the data. */
  readonly done: Promise<void>;
  readonly #text: string;
  readonly #row: (bytes: Buffer, start: number) => void;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  #failure: unknown;

  /** `row` is called with where each row starts. What it throws rejects {@link done}. */
  constructor(text: string, row: (bytes: Buffer, start: number) => void) {
    this.#text = text;
    this.#row = row;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.#failure !== undefined) return;
    let start = 0;
    if (chunk.length >= HEADER && chunk.compare(SIGNATURE, 0, SIGNATURE.length, 0, SIGNATURE.length) === 0) {
      start = HEADER + chunk.readInt32BE(HEADER - 4);
    }
    if (start === chunk.length) return;
    try {
      this.#row(chunk, start);
    } catch (error) {
      // The rest is let through: `pg` does not expect an exception here.
      this.#failure = error;
    }
  }

  handleError(error: unknown): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    if (this.#failure === undefined) this.#resolve();
    else this.#reject(this.#failure);
  }

  handleCommandComplete(): void {
    // What follows, ReadyForQuery, is the end.
  }
}
