import { ClientError } from './client-error.ts';

/** The reader of an event stream was slower than the events for too long. */
export class EventsOverflowed extends ClientError {
  override readonly name = 'EventsOverflowed';
  readonly retryable = false;
  readonly applied = 'no';
}

/**
 * Events as an async iterator, at most `limit` of them waiting. When one more comes, what waits is still read, then the
 * iterator throws {@link EventsOverflowed}: a gap is never silent.
 *
 *   open → ended: finish(), what waits is still read
 *   open → overflowed: an event beyond the limit
 *   any → returned: the reader stops (`break`, `return()`); what waits is dropped
 */
export class EventStream<T> implements AsyncIterableIterator<T, undefined> {
  readonly #limit: number;
  readonly #onReturn: () => void;
  #waiting: T[] = [];
  #readers: { resolve: (result: IteratorResult<T, undefined>) => void; reject: (error: Error) => void }[] = [];
  #ended = false;
  #failure: Error | undefined;

  /** @param onReturn told once, when nothing more needs to be pushed. */
  constructor(limit: number, onReturn: () => void) {
    this.#limit = limit;
    this.#onReturn = onReturn;
  }

  /** Adds an event for the reader. */
  push(event: T): void {
    if (this.#ended) return;
    const reader = this.#readers.shift();
    if (reader !== undefined) reader.resolve({ done: false, value: event });
    else if (this.#waiting.length < this.#limit) this.#waiting.push(event);
    else
      this.finish(
        new EventsOverflowed(`more than ${this.#limit} events were waiting to be read; read faster or raise the limit`),
      );
  }

  /** Nothing more will come. With a failure, the reader gets it after what waits. */
  finish(failure?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    this.#onReturn();
    for (const reader of this.#readers.splice(0)) this.#end(reader);
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const value = this.#waiting.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    return new Promise((resolve, reject) => {
      if (this.#ended) this.#end({ resolve, reject });
      else this.#readers.push({ resolve, reject });
    });
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#waiting = [];
    this.#failure = undefined;
    this.finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #end(reader: { resolve: (result: IteratorResult<T, undefined>) => void; reject: (error: Error) => void }): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure === undefined) reader.resolve({ done: true, value: undefined });
    else reader.reject(failure);
  }
}
