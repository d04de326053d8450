-- How many interactions there are to recover.
-- Parameters: none. Locks: none. Returns: one row.
SELECT count(*)::float8 FROM interactions
