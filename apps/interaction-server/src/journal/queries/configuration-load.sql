-- The last good configuration.
-- Parameters: none. Locks: none. Returns: one row, or none. Time in ms since 1970.
SELECT version, document, (extract(epoch FROM saved_at) * 1000)::float8 FROM configuration
