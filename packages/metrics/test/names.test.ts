import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metricsPage } from '../src/docs/metrics-page.ts';
import { interactionServerMetrics, ixnNodeMetrics, ixnVqNodeMetrics, type MetricTable } from '../src/index.ts';

const TABLES: readonly [string, MetricTable][] = [
  ['Interaction Server', interactionServerMetrics],
  ['IXN Node', ixnNodeMetrics],
  ['IXN VQ Node', ixnVqNodeMetrics],
];

/** What dashboards of existing installations read: name, type, labels. */
const PUBLISHED: readonly [string, string, string][] = [
  ['ixn_health_info_current_clients', 'gauge', ''],
  ['ixn_health_info_client_count', 'gauge', 'client_type_name'],
  ['ixn_health_info_client_protocol_request_total', 'counter', 'client_type_name,protocol_request_name'],
  ['ixn_health_info_total_requests_received', 'counter', ''],
  ['ixn_health_info_router_total_submitted', 'counter', 'router_name'],
  ['ixn_health_info_router_max_submitted', 'gauge', 'router_name'],
  ['ixn_health_info_router_strategy_last_submitted_at', 'gauge', 'router_name,strategy_name,strategy_tenant'],
  ['ixn_health_info_router_strategy_total_submitted', 'counter', 'router_name,strategy_name,strategy_tenant'],
  ['ixn_health_info_view_frozen', 'gauge', 'view_name,queue_name'],
  ['ixn_health_info_queue_media_in_processing', 'gauge', 'queue_name,queue_tenant,media_name'],
  ['ixn_health_info_agent_logged_in_count', 'gauge', 'agent_tenant'],
  ['ixn_health_info_agent_media_ready_count', 'gauge', 'agent_tenant,media_name'],
  ['ixn_health_info_total_loggers_events_commited', 'counter', ''],
  ['ixn_health_info_event_logger_total_events_filtered_out_by_id', 'counter', 'event_logger_name'],
  ['ixn_server_commit_batch_size', 'histogram', ''],
  ['ixn_server_request_duration_seconds', 'histogram', 'protocol_request_name'],
  ['ixn_server_queue_oldest_seconds', 'gauge', 'queue_name,media_name'],
  ['ixn_server_lease_epoch', 'gauge', ''],
  ['ixnnode_redis_commands_failed_total', 'counter', 'redis_client,command'],
  ['ixnnode_ors_health_check_roundtrip_duration_sec', 'histogram', 'ors_node'],
  ['ixn_vq_node_kafka_producer_state', 'gauge', 'topic'],
];

test.each(PUBLISHED)('%s is a %s by %s', (name, kind, labels) => {
  const found = TABLES.flatMap(([, table]) => Object.values(table)).find((spec) => spec.name === name);
  expect([found?.kind, found?.labels.join()]).toEqual([kind, labels]);
});

test.each(TABLES)('the table of %s is well formed', (_, table) => {
  for (const [key, { name, labels, help, kind, buckets }] of Object.entries(table)) {
    expect(name).toMatch(/^ixn[a-z_]+$/);
    expect(name.endsWith(key)).toBe(true);
    expect(labels.filter((label) => !/^[a-z][a-z_]*$/.test(label))).toEqual([]);
    expect(help).toMatch(/^[^\n]+\.$/);
    expect(kind === 'histogram').toBe(buckets !== undefined);
    expect(buckets?.toSorted((a, b) => a - b)).toEqual(buckets);
  }
});

test('the tables are as long as published', () => {
  expect(TABLES.map(([, table]) => Object.keys(table).length)).toEqual([62, 41, 11]);
});

test('the round trip to the orchestration service has a bucket of one second', () => {
  expect(ixnNodeMetrics.ors_health_check_roundtrip_duration_sec.buckets).toContain(1);
});

test('docs/metrics.md is what its generator writes', () => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs/metrics.md'), 'utf8')).toBe(metricsPage());
});
