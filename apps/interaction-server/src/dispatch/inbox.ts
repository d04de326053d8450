import type { RequestDefinition } from '@ixn/protocol';
import type { Client } from '../state/client.ts';

/**
 * What the gateway tells the dispatcher. Calls return at once; what follows from them leaves through the {@link Outlet}.
 * The gateway calls only with messages that are valid, of a client that is registered and may send them.
 */
export interface Inbox {
  /** A client whose name, type and credentials the gateway has checked. */
  register(client: Client, referenceId: number): void;
  request(
    client: number,
    referenceId: number,
    message: RequestDefinition,
    attributes: Readonly<Record<string, unknown>>,
  ): void;
  /** A refusal that the gateway found itself: it waits its turn among the client's answers. */
  refuse(client: number, referenceId: number, attributes: Readonly<Record<string, unknown>>): void;
  /** The client unregistered, or its connection is gone. */
  disconnect(client: number): void;
  /** Whether the server may answer anything now: false once the lease is past its deadline. Pongs ask this too. */
  mayAnswer(): boolean;
}
