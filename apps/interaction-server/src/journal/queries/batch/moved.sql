-- Interactions of which only place, parties, times and retry record changed.
-- Parameters: the rows. Locks: the rows. Returns: a row for each that was there.
UPDATE interactions AS i
SET place = m.place,
  state = CASE m.place WHEN 2 THEN 2 WHEN 3 THEN 3 ELSE 0 END,
  is_locked = m.place = 4,
  queue = m.queue,
  moved_to_queue_at = m.moved_to_queue_at,
  placed_in_queue_at = m.placed_in_queue_at,
  delivered_at = m.delivered_at,
  assigned_at = m.assigned_at,
  abandoned_at = m.abandoned_at,
  assigned_to = m.assigned_to,
  agent_id = m.agent_id,
  place_id = m.place_id,
  workbin_type_id = m.workbin_type_id,
  course = m.course
FROM entry, unnest(:rows::interaction_moved[]) AS m
WHERE i.id = m.id
RETURNING 1
