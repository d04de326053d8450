import type { SubmitterRule } from '../engine/configuration/tenant-configuration.ts';

/** A configured submitter and what it has under way, over all routers. */
export interface Submitter {
  rule: SubmitterRule;
  /** Interactions in routing that were pulled for it. */
  current: number;
  total: number;
  /** The second (Unix) that {@link takenInSecond} counts. */
  second: number;
  takenInSecond: number;
}
