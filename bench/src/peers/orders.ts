import type { RoundTimes } from '../run/times.ts';
import type { ConcurrentReport } from './concurrent.ts';

/** What a peer that works on PostgreSQL is told. */
export interface PeerOrders extends RoundTimes {
  /** An empty database of its own. */
  readonly databaseUrl: string;
  /** Requests in flight. */
  readonly concurrency: number;
  /** Connections to the database. */
  readonly pool: number;
  readonly queues: number;
}

/** A peer that takes jobs or rows. */
export interface PeerLoad {
  readonly orders: PeerOrders;
  readonly report: ConcurrentReport;
}
