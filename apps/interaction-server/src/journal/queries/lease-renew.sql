-- Renews our lease. One that has expired is renewed too, as long as nobody has raised the epoch.
-- Parameters: our backends, ms to expiry, our epoch. Locks: the row, in a mode that batches do not wait for.
-- Returns: the epoch, or nothing.
UPDATE lease
SET backends = :backends::integer[], expires_at = clock_timestamp() + :duration::float8 * interval '1 millisecond'
WHERE epoch = :epoch::bigint
RETURNING epoch::float8
