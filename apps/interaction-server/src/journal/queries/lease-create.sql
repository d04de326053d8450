-- The first lease of a database, expired: it is taken over like any other.
-- Parameters: tenant. Locks: the new row. Returns: nothing.
INSERT INTO lease (epoch, tenant, holder, backends, acquired_at, expires_at)
VALUES (0, :tenant, '', '{}', clock_timestamp(), clock_timestamp())
ON CONFLICT DO NOTHING
