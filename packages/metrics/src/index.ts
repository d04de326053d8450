export { createMetrics, type MetricHandle, type Metrics, type MetricsOptions } from './create-metrics.ts';
export { Family, type LabelValues } from './family.ts';
export { interactionServerMetrics } from './names/interaction-server.ts';
export { ixnNodeMetrics } from './names/ixn-node.ts';
export { ixnVqNodeMetrics } from './names/ixn-vq-node.ts';
export { CounterSeries, GaugeSeries, HistogramSeries } from './series.ts';
export { counter, gauge, histogram, type MetricKind, type MetricSpec, type MetricTable, withPrefix } from './table.ts';
