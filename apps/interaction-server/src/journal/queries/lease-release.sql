-- Gives the lease back: the next server need not wait.
-- Parameters: our epoch. Locks: the row. Returns: nothing.
UPDATE lease SET backends = '{}', expires_at = clock_timestamp() WHERE epoch = :epoch::bigint
