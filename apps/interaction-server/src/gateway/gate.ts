import type { Connection } from './connection.ts';
import type { GatewayLimits } from './limits.ts';

/** The connections that are open, and how many more may come. */
export class Gate {
  readonly #limits: Readonly<GatewayLimits>;
  readonly #all = new Set<Connection>();
  readonly #unregistered = new Set<Connection>();
  /** Connections that were one too many, while they are told so. */
  readonly #refused = new Set<Connection>();
  #emptied: (() => void) | undefined;

  constructor(limits: Readonly<GatewayLimits>) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#all.size;
  }

  /** The limit that another connection would exceed, as text; undefined: it may come. */
  full(): string | undefined {
    const { maxConnections, maxUnregistered } = this.#limits;
    if (this.#all.size >= maxConnections) return `${maxConnections} connections`;
    if (this.#unregistered.size >= maxUnregistered) return `${maxUnregistered} connections that have not registered`;
    return undefined;
  }

  came(connection: Connection): void {
    this.#all.add(connection);
    this.#unregistered.add(connection);
  }

  refused(connection: Connection): void {
    this.#refused.add(connection);
  }

  registered(connection: Connection): void {
    this.#unregistered.delete(connection);
  }

  left(connection: Connection): void {
    this.#all.delete(connection);
    this.#unregistered.delete(connection);
    this.#refused.delete(connection);
    if (this.#isEmpty()) this.#emptied?.();
  }

  /** Also those that are being refused. */
  *all(): Generator<Connection, void> {
    yield* this.#all;
    yield* this.#refused;
  }

  /** Resolves when no connection is left. */
  async empty(): Promise<void> {
    if (this.#isEmpty()) return;
    await new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
  }

  #isEmpty(): boolean {
    return this.#all.size + this.#refused.size === 0;
  }
}
