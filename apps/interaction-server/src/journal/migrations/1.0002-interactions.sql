-- One row for each live interaction. Columns are named as in the documentation of its properties; NULL is "not known" or "has not
-- happened". `state`, `is_locked`, `agent_id`, `place_id` and `workbin_type_id` follow from place and parties; they are there for readers.
--   place   0 queue, 1 workbin, 2 router, 3 agents, 4 snapshot lock
--   course  MessagePack of what belongs to the place, parties, invitations and the last retry key
-- No index but the key (custom properties may add some): updates stay within their page.
CREATE TABLE interactions (
  id                 text COLLATE "C" PRIMARY KEY,
  submit_seq         bigint NOT NULL,
  priority           bigint NOT NULL,
  received_at        timestamptz,
  submitted_at       timestamptz,
  moved_to_queue_at  timestamptz,
  placed_in_queue_at timestamptz,
  delivered_at       timestamptz,
  assigned_at        timestamptz,
  abandoned_at       timestamptz,
  place              smallint NOT NULL,
  state              smallint NOT NULL,
  is_online          boolean NOT NULL,
  is_held            boolean NOT NULL,
  is_locked          boolean NOT NULL,
  media_type         text,
  type               text,
  subtype            text,
  queue              text,
  external_id        text,
  parent_id          text,
  submitted_by       text,
  assigned_to        text,
  agent_id           text,
  place_id           text,
  workbin_type_id    text,
  workflow_state     text,
  destinations       bytea,
  out_queues         bytea,
  course             bytea NOT NULL,
  user_data          bytea NOT NULL
) WITH (
  fillfactor = 60,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_analyze_threshold = 50000,
  autovacuum_analyze_scale_factor = 0.1,
  autovacuum_vacuum_cost_limit = 1000
);

-- What is kept of stopped interactions, in partitions by time that are dropped as a whole.
CREATE TABLE completed_interactions (
  id           text COLLATE "C" NOT NULL,
  completed_at timestamptz NOT NULL,
  stop_reason  text,
  submitted_by text,
  retry        bytea
) PARTITION BY RANGE (completed_at);

CREATE INDEX completed_interactions_id ON completed_interactions (id);

-- How a batch hands over its rows: one array of each of these types. A later release that needs more fields adds types of its own:
-- the release before it goes on with these.
CREATE TYPE interaction_moved AS (
  id                 text,
  place              smallint,
  queue              text,
  moved_to_queue_at  timestamptz,
  placed_in_queue_at timestamptz,
  delivered_at       timestamptz,
  assigned_at        timestamptz,
  abandoned_at       timestamptz,
  assigned_to        text,
  agent_id           text,
  place_id           text,
  workbin_type_id    text,
  course             bytea
);

CREATE TYPE interaction_changed AS (
  id                 text,
  place              smallint,
  queue              text,
  moved_to_queue_at  timestamptz,
  placed_in_queue_at timestamptz,
  delivered_at       timestamptz,
  assigned_at        timestamptz,
  abandoned_at       timestamptz,
  assigned_to        text,
  agent_id           text,
  place_id           text,
  workbin_type_id    text,
  course             bytea,
  priority           bigint,
  is_online          boolean,
  is_held            boolean,
  external_id        text,
  parent_id          text,
  workflow_state     text,
  user_data          bytea
);

CREATE TYPE interaction_created AS (
  id                 text,
  place              smallint,
  queue              text,
  moved_to_queue_at  timestamptz,
  placed_in_queue_at timestamptz,
  delivered_at       timestamptz,
  assigned_at        timestamptz,
  abandoned_at       timestamptz,
  assigned_to        text,
  agent_id           text,
  place_id           text,
  workbin_type_id    text,
  course             bytea,
  priority           bigint,
  is_online          boolean,
  is_held            boolean,
  external_id        text,
  parent_id          text,
  workflow_state     text,
  user_data          bytea,
  submit_seq         bigint,
  received_at        timestamptz,
  submitted_at       timestamptz,
  media_type         text,
  type               text,
  subtype            text,
  submitted_by       text,
  destinations       bytea,
  out_queues         bytea
);

CREATE TYPE interaction_completed AS (
  id           text,
  completed_at timestamptz,
  stop_reason  text,
  submitted_by text,
  retry        bytea
);
