import { counter, gauge, histogram, withPrefix } from '../table.ts';

const STRATEGY = ['strategy'] as const;
const REDIS_CLIENT = ['redis_client'] as const;
const REDIS_NODE = ['redis_client', 'node'] as const;
const REDIS_COMMAND = ['redis_client', 'command'] as const;
const ORS_NODE = ['ors_node'] as const;

/** Seconds of a Redis command: sub-millisecond on a local network, up to a finite blocking read. */
const REDIS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Seconds between nodes over a stream. */
const STREAM_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Every metric of IXN Node but those of Node.js and the process, which have the same prefix `ixnnode_`. */
export const ixnNodeMetrics = withPrefix('ixnnode_', {
  interactions_pulled_total: counter('Interactions pulled for the strategy.', STRATEGY),
  pull_request_total: counter('Pull requests for the strategy that the Interaction Server answered.', STRATEGY),
  routing_sessions_current: gauge('Routing sessions that are open now.'),
  routing_sessions_in_routing: gauge('The same as routing_sessions_current, for older dashboards.'),
  all_instructions_received_total: counter('Instructions of any kind received from the orchestration service.'),
  routing_instructions_received_total: counter('Routing instructions received, terminal or non-terminal.', [
    'strategy',
    'type',
  ]),
  redis_client_status: gauge('0 the Redis client is not ready, 1 it is ready.', REDIS_CLIENT),
  redis_client_errors_total: counter('Errors of the Redis client.', REDIS_CLIENT),
  redis_client_node_status: gauge('0 the Redis node is not ready, 1 ready, 2 never tried.', REDIS_NODE),
  redis_client_node_errors_total: counter('Errors of the Redis client on the node.', REDIS_NODE),
  redis_commands_completed_total: counter('Redis commands that succeeded.', REDIS_COMMAND),
  redis_commands_failed_total: counter('Redis commands that failed.', REDIS_COMMAND),
  redis_command_duration_sec: histogram('Seconds that a Redis command takes.', REDIS_SECONDS, ['command']),
  redis_instructions_stream_latency_sec: histogram(
    'Seconds from the writing of an instruction by the orchestration node to its reading.',
    STREAM_SECONDS,
    ORS_NODE,
  ),
  rq_client_status: gauge('0 the RQ node is not ready, 1 it is ready.', ['rq_node']),
  rq_requests_failed_total: counter('Requests to the RQ service that failed, by kind of message.', ['type']),
  instructions_processing_queue_concurrency_limit: gauge('Instructions that may be processed at once.'),
  instructions_processing_queue_size: gauge('Instructions that are being processed, by kind.', ['type']),
  instructions_processed_by_ixn_current: gauge('Instructions that the Interaction Server is working on.'),
  route_request_sent_total: counter('Route requests handed to the orchestration service.', STRATEGY),
  route_request_failed_total: counter('Route requests that could not be handed over.', STRATEGY),
  interactions_placed_back_total: counter('Interactions placed back in their queue, by reason.', [
    'reason',
    'strategy',
  ]),
  running_strategies_current: gauge('Strategies for which interactions are being pulled.'),
  configured_strategies_current: gauge('Strategies that the configuration names for pulling.'),
  configuration_fetch_errors_total: counter('Failures to read the configuration.'),
  last_fetched_configuration_timestamp: gauge('When the configuration was last read, in Unix seconds; 0: never.'),
  unsolicited_notifications_total: counter('Events about interactions in routing that nobody asked for.'),
  unsolicited_notifications_sent_total: counter('Of these, the ones passed on to the orchestration service.'),
  unsolicited_notifications_failed_total: counter('Of these, the ones that could not be passed on.'),
  request_total: counter("Requests to the node's own HTTP interface."),
  success_total: counter('Of these, the ones answered with success.'),
  errors_total: counter('Of these, the ones answered with an error.'),
  client_error_total: counter('Of these, the ones answered with a 4xx status.'),
  server_error_total: counter('Of these, the ones answered with a 5xx status.'),
  ors_health_check_sent_total: counter('Pings put on the stream of new interactions.'),
  ors_health_check_failed_total: counter('Pings that could not be sent.'),
  ors_health_check_replied_total: counter('Pings that the orchestration node answered.', ORS_NODE),
  ors_health_check_unsolicited_total: counter(
    'Pings that the orchestration node sent of its own accord because it heard nothing.',
    ORS_NODE,
  ),
  ors_health_check_rqnode_sent_total: counter('Pings sent to the RQ stream of the orchestration node.', ORS_NODE),
  ors_health_check_rqnode_failed_total: counter('Pings to the RQ stream that failed.', ORS_NODE),
  ors_health_check_roundtrip_duration_sec: histogram(
    'Seconds from a ping to its answer by the orchestration node.',
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    ORS_NODE,
  ),
});
