import type { EventDefinition, Plain } from '../message.ts';
import { EventStream } from './event-stream.ts';
import type { EventHandler, ReceivedEvent } from './received.ts';

type Handler = (attributes: Plain<EventDefinition>, received: ReceivedEvent) => void | Promise<void>;

interface Reader {
  /** Undefined: all events. */
  readonly codes: ReadonlySet<number> | undefined;
  readonly stream: EventStream<ReceivedEvent>;
}

/** Who hears which events. They outlive connections. */
export class Subscriptions {
  readonly #onFault: (error: unknown) => void;
  readonly #handlers = new Map<number, readonly Handler[]>();
  readonly #readers = new Set<Reader>();

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  /** Adds a handler; returns what takes it away again. */
  on<E extends EventDefinition>(event: E, handler: EventHandler<E>): () => void {
    // The attributes a handler gets are decoded by the very definition that it was added for.
    const added = handler as unknown as Handler;
    this.#handlers.set(event.code, [...(this.#handlers.get(event.code) ?? []), added]);
    return () => {
      const left = this.#handlers.get(event.code) ?? [];
      const index = left.indexOf(added);
      if (index >= 0) this.#handlers.set(event.code, left.toSpliced(index, 1));
    };
  }

  stream<E extends EventDefinition>(events: readonly E[] | undefined, limit: number): EventStream<ReceivedEvent<E>> {
    const reader: Reader = {
      codes: events && new Set(events.map((event) => event.code)),
      stream: new EventStream<ReceivedEvent>(limit, () => this.#readers.delete(reader)),
    };
    this.#readers.add(reader);
    return reader.stream as unknown as EventStream<ReceivedEvent<E>>;
  }

  /** Hands an event to all who want it: handlers in the order in which they were added, then streams. */
  deliver(received: ReceivedEvent): void {
    const handlers = this.#handlers.get(received.event.code);
    if (handlers !== undefined) for (const handler of handlers) this.#call(handler, received);
    for (const reader of this.#readers) {
      if (reader.codes === undefined || reader.codes.has(received.event.code)) reader.stream.push(received);
    }
  }

  /** Nothing more will come: streams end, with the failure when there is one. */
  finish(failure: Error | undefined): void {
    this.#handlers.clear();
    for (const reader of this.#readers) reader.stream.finish(failure);
  }

  #call(handler: Handler, received: ReceivedEvent): void {
    try {
      const done = handler(received.attributes, received);
      if (done instanceof Promise) done.catch(this.#onFault);
    } catch (error) {
      this.#onFault(error);
    }
  }
}
