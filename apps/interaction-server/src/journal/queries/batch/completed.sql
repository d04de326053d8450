-- What is kept of interactions that are stopped.
-- Parameters: the rows. Locks: the new rows. Returns: a row for each.
INSERT INTO completed_interactions (id, completed_at, stop_reason, submitted_by, retry)
SELECT c.id, c.completed_at, c.stop_reason, c.submitted_by, c.retry
FROM entry, unnest(:rows::interaction_completed[]) AS c
RETURNING 1
