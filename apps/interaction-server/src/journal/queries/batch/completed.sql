-- What is kept of interactions that are stopped.
-- Parameters: an array for each column, all of one length. Locks: the new rows. Returns: a row for each.
INSERT INTO completed_interactions (id, completed_at, stop_reason, submitted_by, retry)
SELECT c.id, c.completed_at, c.stop_reason, c.submitted_by, c.retry
FROM entry, unnest(:id::text[], :completed_at::timestamptz[], :stop_reason::text[], :submitted_by::text[], :retry::bytea[])
  AS c (id, completed_at, stop_reason, submitted_by, retry)
RETURNING 1
