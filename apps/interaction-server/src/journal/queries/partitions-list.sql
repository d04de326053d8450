-- Partitions of the completed interactions.
-- Parameters: none. Locks: none. Returns: the name of each.
SELECT c.relname
FROM pg_inherits AS i
JOIN pg_class AS c ON c.oid = i.inhrelid
WHERE i.inhparent = 'completed_interactions'::regclass
