-- What is kept of stopped interactions. Times in ms since 1970.
-- Parameters: ids. Locks: none. Returns: a row for each that is known.
SELECT c.id, (extract(epoch FROM c.completed_at) * 1000)::float8, coalesce(c.stop_reason, ''), coalesce(c.submitted_by, ''), c.retry
FROM unnest(:ids::text[]) AS wanted (id)
JOIN completed_interactions AS c ON c.id = wanted.id
