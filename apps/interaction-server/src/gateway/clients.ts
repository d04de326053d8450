import type { Inbox } from '../dispatch/inbox.ts';
import type { Counters } from './counters.ts';
import type { LogicalClient } from './logical-client.ts';

/**
 * All logical clients by their number. The inbox hears of each that has ended, exactly once and never from within one of its own
 * calls: a client may be ended by what the inbox is just saying.
 */
export class Clients {
  readonly #byId = new Map<number, LogicalClient>();
  readonly #inbox: () => Inbox;
  readonly #counters: Counters;
  #lastId = 0;
  #ended: number[] = [];

  constructor(inbox: () => Inbox, counters: Counters) {
    this.#inbox = inbox;
    this.#counters = counters;
  }

  /** Registered ones and those that are registering. */
  get size(): number {
    return this.#byId.size;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  add(client: LogicalClient): void {
    this.#byId.set(client.id, client);
  }

  get(id: number): LogicalClient | undefined {
    return this.#byId.get(id);
  }

  all(): IterableIterator<LogicalClient> {
    return this.#byId.values();
  }

  registered(client: LogicalClient): void {
    client.state = 'registered';
    this.#counters.clientCame(client.type);
  }

  /** From now on it is unknown. Does nothing when it has ended already. */
  remove(client: LogicalClient): void {
    if (!this.#byId.delete(client.id)) return;
    if (client.state === 'registered') this.#counters.clientWent(client.type);
    client.state = 'ended';
    if (this.#ended.length === 0) setImmediate(() => this.#tell());
    this.#ended.push(client.id);
  }

  #tell(): void {
    const ended = this.#ended;
    this.#ended = [];
    const inbox = this.#inbox();
    for (const id of ended) inbox.disconnect(id);
  }
}
