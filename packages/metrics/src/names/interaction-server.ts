import { counter, gauge, histogram, withPrefix } from '../table.ts';

const ROUTER = ['router_name'] as const;
const ROUTER_STRATEGY = ['router_name', 'strategy_name', 'strategy_tenant'] as const;
const QUEUE_MEDIA = ['queue_name', 'queue_tenant', 'media_name'] as const;
const VIEW = ['view_name', 'queue_name'] as const;
const AGENT_MEDIA = ['agent_tenant', 'media_name'] as const;
const LOGGER = ['event_logger_name'] as const;

/** Sizes of a commit batch in requests: powers of two. */
const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
/** Seconds that a commit takes: from a fast local disk to a database in trouble. */
const COMMIT_SECONDS = [0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Seconds from request to answer. Requests that wait for an agent last up to the delivering time-out. */
const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What dashboards of existing installations read: `ixn_health_info_*`. */
const health = withPrefix('ixn_health_info_', {
  current_clients: gauge('Clients that are connected now.'),
  current_routers: gauge('Routers (routing engines and universal routers) that are connected now.'),
  client_count: gauge('Clients of a type that are connected now.', ['client_type_name']),
  client_protocol_request_total: counter('Requests received, by type of the client and name of the request.', [
    'client_type_name',
    'protocol_request_name',
  ]),
  total_requests_received: counter('Requests received since the start.'),
  total_requests_handled: counter('Requests taken from the request queue and handled since the start.'),
  current_request_queue_size: gauge('Requests that wait to be handled, connects and disconnects among them.'),
  current_request_queue_wait: gauge('Seconds that the request handled last had waited in the request queue.'),
  current_tasks: gauge('Internal tasks that are due or run now, such as timers and relays.'),
  total_tasks: counter('Internal tasks done since the start.'),
  router_total_submitted: counter('Interactions given to the router since the start.', ROUTER),
  router_current_capacity: gauge('Interactions that the router may be given in addition to those it has.', ROUTER),
  router_currently_submitted: gauge('Interactions that are with the router now.', ROUTER),
  router_max_submitted: gauge('Interactions that the router may have at once: those it has and its capacity.', ROUTER),
  router_strategy_load_count: gauge('How often the strategy is loaded in the router.', ROUTER_STRATEGY),
  router_strategy_currently_submitted: gauge(
    'Interactions that are with the router now for the strategy.',
    ROUTER_STRATEGY,
  ),
  router_strategy_current_capacity: gauge(
    'Interactions that the router may be given for the strategy in addition to those it has.',
    ROUTER_STRATEGY,
  ),
  router_strategy_total_submitted: counter(
    'Interactions given to the router for the strategy since the start.',
    ROUTER_STRATEGY,
  ),
  router_strategy_last_submitted_at: gauge(
    'When the router was last given an interaction for the strategy, in Unix seconds; 0: never.',
    ROUTER_STRATEGY,
  ),
  current_strategies: gauge('Strategies with an active submitter.'),
  current_views: gauge('Configured views.'),
  view_have_interactions: gauge('1 when an interaction is visible in the view, else 0.', VIEW),
  view_frozen: gauge('1 while the view is frozen and gives nothing, else 0.', VIEW),
  queue_media_waiting_processing: gauge('Interactions of the media that wait in the queue.', QUEUE_MEDIA),
  queue_media_current_length: gauge(
    'Interactions of the media that wait in the queue and have never been delivered to an agent.',
    QUEUE_MEDIA,
  ),
  queue_media_in_router: gauge('Interactions of the media, taken from the queue, that are with a router.', QUEUE_MEDIA),
  queue_media_on_agent: gauge('Interactions of the media, taken from the queue, that are with agents.', QUEUE_MEDIA),
  queue_media_in_processing: gauge(
    'Interactions of the media, taken from the queue, that are with routers or agents.',
    QUEUE_MEDIA,
  ),
  agent_logged_in_count: gauge('Agents that are logged in.', ['agent_tenant']),
  agent_media_count: gauge('Agents that are logged in to the media.', AGENT_MEDIA),
  agent_media_ready_count: gauge('Agents that are ready for the media.', AGENT_MEDIA),
  agent_media_handling_count: gauge('Agents that handle at least one interaction of the media.', AGENT_MEDIA),
  current_database_requests: gauge('Database requests that wait or run now.'),
  current_database_connections: gauge('Open database connections.'),
  total_database_requests: counter('Database requests since the start.'),
  total_database_deadlocks: counter('Database requests that ended in a deadlock since the start.'),
  db_init_start_time: gauge('When the preparation of the database began, in Unix seconds.'),
  db_init_end_time: gauge('When the preparation of the database ended, in Unix seconds; 0: not yet.'),
  db_init_in_progress: gauge('1 while the database is being prepared, else 0.'),
  config_server_connected: gauge('1 when the configuration service answers, else 0.'),
  run_mode: gauge('0 primary, 1 backup, 2 exiting.'),
  switch_to_primary_time: gauge('When the server became primary, in Unix seconds; 0: not yet.'),
  current_loggers: gauge('Configured event loggers.'),
  total_loggers_events_received: counter('Events handed to event loggers since the start.'),
  total_loggers_events_commited: counter('Events that event loggers have stored since the start.'),
  total_loggers_events_discarded_due_to_overflow: counter(
    'Events that event loggers dropped because their queue was full, since the start.',
  ),
  event_logger_current_queue_size: gauge('Events that wait in the event logger.', LOGGER),
  event_logger_total_events_received: counter('Events handed to the event logger since the start.', LOGGER),
  event_logger_total_events_commited: counter('Events that the event logger has stored since the start.', LOGGER),
  event_logger_total_events_discarded_due_to_overflow: counter(
    'Events that the event logger dropped because its queue was full, since the start.',
    LOGGER,
  ),
  event_logger_total_events_filtered_out_by_id: counter(
    'Events that the filter of the event logger left out since the start.',
    LOGGER,
  ),
});

/** What the original does not have: `ixn_server_*`. */
const server = withPrefix('ixn_server_', {
  commit_batch_size: histogram('Requests that were committed together in one transaction.', BATCH_SIZES),
  commit_duration_seconds: histogram('Seconds from sending a batch to the database to its commit.', COMMIT_SECONDS),
  request_duration_seconds: histogram('Seconds from reading a request to writing its answer.', REQUEST_SECONDS, [
    'protocol_request_name',
  ]),
  queue_oldest_seconds: gauge('Seconds that the oldest waiting interaction of the media is in the queue; 0: none.', [
    'queue_name',
    'media_name',
  ]),
  outbox_backlog_events: gauge('Reporting events in the outbox that are not published yet.'),
  outbox_oldest_seconds: gauge('Age in seconds of the oldest reporting event that is not published yet; 0: none.'),
  outbox_published_total: counter('Reporting events that the topic has acknowledged since the start.', ['topic']),
  slow_clients_disconnected_total: counter('Clients cut off because they read too slowly.'),
  recovery_duration_seconds: gauge('Seconds that the last recovery from the database took.'),
  recovered_interactions: gauge('Live interactions that the last recovery found.'),
  lease_epoch: gauge('The epoch of the lease that the server holds; 0: none.'),
});

/** Every metric of the Interaction Server but those of Node.js and the process, which have the prefix `ixn_`. */
export const interactionServerMetrics = { ...health, ...server } as const;
