-- All live interactions, in binary form, in the order in which interactions.ts reads the columns.
-- Parameters: none (COPY takes none); custom properties follow the system's. Locks: none that anybody waits for.
COPY (
  SELECT
    id, submit_seq, priority, received_at, submitted_at, moved_to_queue_at, placed_in_queue_at, delivered_at, assigned_at, abandoned_at,
    place, is_online, is_held, media_type, type, subtype, queue, external_id, parent_id, submitted_by, assigned_to, workflow_state,
    destinations, out_queues, user_data, course{{custom names}}
  FROM interactions
) TO STDOUT (FORMAT binary)
