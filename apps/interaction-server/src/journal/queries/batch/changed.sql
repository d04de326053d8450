-- Interactions whose properties or user data changed: all that can change is written.
-- Parameters: the rows; an array for each custom property, of the same length. Locks: the rows. Returns: a row for each that was there.
UPDATE interactions AS i
SET priority = c.priority,
  moved_to_queue_at = c.moved_to_queue_at,
  placed_in_queue_at = c.placed_in_queue_at,
  delivered_at = c.delivered_at,
  assigned_at = c.assigned_at,
  abandoned_at = c.abandoned_at,
  place = c.place,
  state = CASE c.place WHEN 2 THEN 2 WHEN 3 THEN 3 ELSE 0 END,
  is_online = c.is_online,
  is_held = c.is_held,
  is_locked = c.place = 4,
  queue = c.queue,
  external_id = c.external_id,
  parent_id = c.parent_id,
  assigned_to = c.assigned_to,
  agent_id = c.agent_id,
  place_id = c.place_id,
  workbin_type_id = c.workbin_type_id,
  workflow_state = c.workflow_state,
  course = c.course,
  user_data = c.user_data{{custom assignments}}
FROM entry, unnest(:rows::interaction_changed[]{{custom parameters}}) AS c (
  id, place, queue, moved_to_queue_at, placed_in_queue_at, delivered_at, assigned_at, abandoned_at, assigned_to, agent_id, place_id,
  workbin_type_id, course, priority, is_online, is_held, external_id, parent_id, workflow_state, user_data{{custom names}}
)
WHERE i.id = c.id
RETURNING 1
