import type { ClientType } from '@ixn/protocol';
import type { Connection } from './connection.ts';
import type { RequestCounters } from './counters.ts';

/**
 * One client: a connection's own (proxyClientId 0), or one of many behind a proxy.
 *
 *   registering → registered (EventAck was said) → ended
 *   registering → ended (refused)
 */
export interface LogicalClient {
  /** Never reused while the server runs. */
  readonly id: number;
  readonly connection: Connection;
  readonly proxyClientId: number;
  readonly name: string;
  readonly type: ClientType;
  readonly counters: RequestCounters;
  /** Requests handed on and not answered yet. */
  unanswered: number;
  state: 'registering' | 'registered' | 'ended';
}
