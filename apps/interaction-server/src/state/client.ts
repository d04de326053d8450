import type { ClientType } from '@ixn/protocol';

/**
 * A registered logical client: a connection of its own, or one of many behind a proxy. `id` is given by the gateway,
 * never reused while the server runs, and stands for (connection, ProxyClientId).
 */
export interface Client {
  readonly id: number;
  readonly name: string;
  readonly type: ClientType;
  /** Registration asked for property changes of what it submitted. */
  readonly propertyChanges: boolean;
}
