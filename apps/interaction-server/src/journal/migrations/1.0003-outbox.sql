-- One row for each batch: its reporting events, and where the counters stood after it. The key is the proof that the batch is
-- committed; the newest row is never deleted. Events are stored as they are: compressing them would cost more than writing them.
CREATE TABLE outbox (
  epoch         bigint NOT NULL,
  batch         bigint NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_sequence bigint NOT NULL,
  submit_seq    bigint NOT NULL,
  ticket        bigint NOT NULL,
  event_count   integer NOT NULL,
  events        bytea NOT NULL,
  PRIMARY KEY (epoch, batch)
) WITH (
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_scale_factor = 0.05,
  autovacuum_analyze_threshold = 50000,
  autovacuum_vacuum_cost_limit = 1000,
  toast.autovacuum_vacuum_threshold = 50000,
  toast.autovacuum_vacuum_scale_factor = 0.05,
  toast.autovacuum_vacuum_cost_limit = 1000
);

ALTER TABLE outbox ALTER COLUMN events SET STORAGE EXTERNAL;
