import { DEADLOCK_DETECTED, sqlstate } from './sqlstate.ts';

/** What the metrics of the database are made of. */
export class DatabaseStatistics {
  /** Requests sent since the start. */
  totalRequests = 0;
  /** Requests sent and not yet answered. */
  currentRequests = 0;
  /** Requests that PostgreSQL ended to resolve a deadlock. */
  deadlocks = 0;
  /** Open connections. */
  connections = 0;

  begin(): void {
    this.totalRequests++;
    this.currentRequests++;
  }

  end(): void {
    this.currentRequests--;
  }

  failed(error: unknown): void {
    this.currentRequests--;
    if (sqlstate(error) === DEADLOCK_DETECTED) this.deadlocks++;
  }
}
