import type { Families } from './families.ts';

/** What the journal counts. */
export interface DatabaseCounts {
  readonly totalRequests: number;
  readonly currentRequests: number;
  readonly deadlocks: number;
  readonly connections: number;
}

/** Makes what a scrape calls first for the database. */
export function databaseMetrics(families: Families, counts: DatabaseCounts): () => void {
  return () => {
    families.total_database_requests.value = counts.totalRequests;
    families.current_database_requests.set(counts.currentRequests);
    families.total_database_deadlocks.value = counts.deadlocks;
    families.current_database_connections.set(counts.connections);
  };
}
