-- Starts a transaction that only the holder of the lease may make.
-- Parameters: our epoch. Locks: the lease row against a takeover, until the transaction ends.
-- Returns: a row, or none when the lease is another's.
SELECT 1 FROM lease WHERE epoch = :epoch::bigint FOR KEY SHARE
