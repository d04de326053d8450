import type { Families } from './families.ts';

/** What the dispatcher counts. */
export interface DispatcherCounts {
  readonly handled: number;
  readonly waiting: number;
  /** ms */
  readonly lastWait: number;
  readonly timersDue: number;
}

/** Makes what a scrape calls first for the request queue and the server's own tasks. A task is done when it is begun: timers run at once. */
export function dispatcherMetrics(families: Families, counts: DispatcherCounts): () => void {
  return () => {
    families.total_requests_handled.value = counts.handled;
    families.current_request_queue_size.set(counts.waiting);
    families.current_request_queue_wait.set(counts.lastWait / 1000);
    families.total_tasks.value = counts.timersDue;
  };
}
