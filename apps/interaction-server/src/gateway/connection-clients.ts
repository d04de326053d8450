import type { Clients } from './clients.ts';
import type { LogicalClient } from './logical-client.ts';

/** The clients of one connection: its own, and behind a proxy those with a ProxyClientId, which is never given out again. */
export class ConnectionClients {
  /** The connection's own client, once it registers. */
  own: LogicalClient | undefined;
  readonly #all: Clients;
  #logical: Map<number, LogicalClient> | undefined;
  #lastProxyClientId = 0;

  constructor(all: Clients) {
    this.#all = all;
  }

  /** How many live behind the proxy. */
  get logicalCount(): number {
    return this.#logical?.size ?? 0;
  }

  get(proxyClientId: number): LogicalClient | undefined {
    return proxyClientId === 0 ? this.own : this.#logical?.get(proxyClientId);
  }

  nextProxyClientId(): number {
    this.#lastProxyClientId += 1;
    return this.#lastProxyClientId;
  }

  add(client: LogicalClient): void {
    this.#all.add(client);
    if (client.proxyClientId === 0) this.own = client;
    else (this.#logical ??= new Map()).set(client.proxyClientId, client);
  }

  /** Ends one client. The own one stays known here, as ended: a connection has no second. */
  remove(client: LogicalClient): void {
    this.#all.remove(client);
    if (client.proxyClientId !== 0) this.#logical?.delete(client.proxyClientId);
  }

  removeAll(): void {
    if (this.#logical !== undefined) for (const client of this.#logical.values()) this.#all.remove(client);
    this.#logical = undefined;
    if (this.own !== undefined) this.#all.remove(this.own);
  }
}
