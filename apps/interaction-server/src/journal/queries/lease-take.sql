-- Raises the epoch of a lease that has expired.
-- Parameters: our name, our backends, ms to expiry, the epoch seen. Locks: the row, against batches of the old epoch too.
-- Returns: the new epoch, or nothing.
UPDATE lease
SET epoch = epoch + 1,
  holder = :holder,
  backends = :backends::integer[],
  acquired_at = clock_timestamp(),
  expires_at = clock_timestamp() + :duration::float8 * interval '1 millisecond'
WHERE epoch = :epoch::bigint AND expires_at <= clock_timestamp()
RETURNING epoch::float8
