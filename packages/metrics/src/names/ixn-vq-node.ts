import { counter, gauge, withPrefix } from '../table.ts';

const TOPIC = ['topic'] as const;

/** Every metric of IXN VQ Node but those of Node.js and the process, which have the same prefix `ixn_vq_node_`. */
export const ixnVqNodeMetrics = withPrefix('ixn_vq_node_', {
  received_total: counter('Virtual-queue events received from the router.', ['router']),
  forwarded_total: counter('Virtual-queue events passed on to the statistics client.', ['client']),
  kafka_sent_total: counter('Events that the topic has acknowledged.', TOPIC),
  kafka_send_errors_total: counter('Failures to send to the topic.', TOPIC),
  avro_convert_errors_total: counter(
    'Events that could not be converted to Avro and were kept out of the topic.',
    TOPIC,
  ),
  kafka_overflown_events_total: counter('Events dropped because buffer and spool were full.', TOPIC),
  kafka_producer_state: gauge('-1 the connection failed, 0 not known yet, 1 connected.', TOPIC),
  spool_bytes: gauge('Bytes in the spool on disk.'),
  spool_events: gauge('Events in the spool on disk.'),
  buffer_events: gauge('Events in the memory buffer.'),
  slow_clients_disconnected_total: counter('Statistics clients cut off because they read too slowly.'),
});
