-- Interactions that the batch created. Custom properties follow the system's.
-- Parameters: an array for each column, all of one length. Locks: the new rows. Returns: a row for each.
INSERT INTO interactions (
  id, submit_seq, priority, received_at, submitted_at, moved_to_queue_at, placed_in_queue_at, delivered_at, assigned_at, abandoned_at,
  place, state, is_online, is_held, is_locked, media_type, type, subtype, queue, external_id, parent_id, submitted_by, assigned_to,
  agent_id, place_id, workbin_type_id, workflow_state, destinations, out_queues, course, user_data{{custom names}}
)
SELECT
  c.id, c.submit_seq, c.priority, c.received_at, c.submitted_at, c.moved_to_queue_at, c.placed_in_queue_at, c.delivered_at, c.assigned_at, c.abandoned_at,
  c.place, CASE c.place WHEN 2 THEN 2 WHEN 3 THEN 3 ELSE 0 END, c.is_online, c.is_held, c.place = 4, c.media_type, c.type, c.subtype, c.queue, c.external_id, c.parent_id, c.submitted_by, c.assigned_to,
  c.agent_id, c.place_id, c.workbin_type_id, c.workflow_state, c.destinations, c.out_queues, c.course, c.user_data{{custom values}}
FROM entry, unnest(
  :id::text[], :submit_seq::bigint[], :priority::bigint[], :received_at::timestamptz[], :submitted_at::timestamptz[], :moved_to_queue_at::timestamptz[],
  :placed_in_queue_at::timestamptz[], :delivered_at::timestamptz[], :assigned_at::timestamptz[], :abandoned_at::timestamptz[], :place::smallint[],
  :is_online::boolean[], :is_held::boolean[], :media_type::text[], :type::text[], :subtype::text[], :queue::text[], :external_id::text[], :parent_id::text[],
  :submitted_by::text[], :assigned_to::text[], :agent_id::text[], :place_id::text[], :workbin_type_id::text[], :workflow_state::text[],
  :destinations::bytea[], :out_queues::bytea[], :course::bytea[], :user_data::bytea[]{{custom parameters}}
) AS c (
  id, submit_seq, priority, received_at, submitted_at, moved_to_queue_at,
  placed_in_queue_at, delivered_at, assigned_at, abandoned_at, place,
  is_online, is_held, media_type, type, subtype, queue, external_id, parent_id,
  submitted_by, assigned_to, agent_id, place_id, workbin_type_id, workflow_state,
  destinations, out_queues, course, user_data{{custom names}}
)
RETURNING 1
