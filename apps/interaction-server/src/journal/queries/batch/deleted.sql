-- Interactions that are stopped.
-- Parameters: their ids. Locks: the rows. Returns: a row for each that was there.
DELETE FROM interactions AS i
USING entry, unnest(:ids::text[]) AS d (id)
WHERE i.id = d.id
RETURNING 1
