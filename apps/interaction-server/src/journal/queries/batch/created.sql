-- Interactions that the batch created. Values of custom properties come in arrays of their own.
-- Parameters: the rows; an array for each custom property, of the same length. Locks: the new rows. Returns: a row for each.
INSERT INTO interactions (
  id, submit_seq, priority, received_at, submitted_at, moved_to_queue_at, placed_in_queue_at, delivered_at, assigned_at, abandoned_at,
  place, state, is_online, is_held, is_locked, media_type, type, subtype, queue, external_id, parent_id, submitted_by, assigned_to,
  agent_id, place_id, workbin_type_id, workflow_state, destinations, out_queues, course, user_data{{custom names}}
)
SELECT
  c.id, c.submit_seq, c.priority, c.received_at, c.submitted_at, c.moved_to_queue_at, c.placed_in_queue_at, c.delivered_at, c.assigned_at,
  c.abandoned_at, c.place, CASE c.place WHEN 2 THEN 2 WHEN 3 THEN 3 ELSE 0 END, c.is_online, c.is_held, c.place = 4, c.media_type,
  c.type, c.subtype, c.queue, c.external_id, c.parent_id, c.submitted_by, c.assigned_to, c.agent_id, c.place_id, c.workbin_type_id,
  c.workflow_state, c.destinations, c.out_queues, c.course, c.user_data{{custom values}}
FROM entry, unnest(:rows::interaction_created[]{{custom parameters}}) AS c (
  id, place, queue, moved_to_queue_at, placed_in_queue_at, delivered_at, assigned_at, abandoned_at, assigned_to, agent_id, place_id,
  workbin_type_id, course, priority, is_online, is_held, external_id, parent_id, workflow_state, user_data, submit_seq, received_at,
  submitted_at, media_type, type, subtype, submitted_by, destinations, out_queues{{custom names}}
)
RETURNING 1
