-- Who holds the lease, and for how many ms more by the database's clock.
-- Parameters: none. Locks: none. Returns: one row, or none before the first server.
SELECT tenant, epoch::float8, holder, (extract(epoch FROM expires_at - clock_timestamp()) * 1000)::float8 FROM lease
