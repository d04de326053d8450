import type { interactionServerMetrics, Metrics } from '@ixn/metrics';

/** The metrics of the Interaction Server by short name. */
export type Families = Metrics<typeof interactionServerMetrics>['families'];
