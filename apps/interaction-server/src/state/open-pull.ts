import type { View } from './queue.ts';
import type { RouterSession } from './router-session.ts';
import type { PullHoldTimer } from './timer.ts';
import type { Submitter } from './submitter.ts';

/**
 * A routing engine's pull that found nothing:
 *
 *   held → answered (something came) | ended empty (hold time over) | refused (a limit is reached) | dropped (client gone)
 */
export interface OpenPull {
  readonly client: number;
  readonly referenceId: number;
  readonly router: RouterSession;
  readonly strategy: string;
  readonly submitter: Submitter | null;
  readonly views: readonly View[];
  /** Most interactions it wants. */
  readonly count: number;
  hold: PullHoldTimer | null;
}
