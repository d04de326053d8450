import type { Families } from './families.ts';
import type { Mode, Status } from './status.ts';

/** `run_mode`: 0 primary, 1 backup, 2 exiting. A server that has no lease yet is a backup. */
const RUN_MODES: Readonly<Record<Mode, 0 | 1 | 2>> = {
  starting: 1,
  standby: 1,
  recovering: 0,
  listening: 0,
  draining: 2,
  failed: 2,
};

/** Makes what a scrape calls first for the mode of the server. */
export function modeMetrics(families: Families, status: Status): () => void {
  return () => {
    families.run_mode.set(RUN_MODES[status.mode]);
    families.switch_to_primary_time.set(status.primarySince / 1000);
  };
}
