-- Keeps a configuration that was found good, where the lease is still ours.
-- Parameters: our epoch, version, document. Locks: the lease row against a takeover, the row.
-- Returns: one row, or none when the lease is another's.
WITH fence AS (SELECT epoch FROM lease WHERE epoch = :epoch::bigint FOR KEY SHARE)
INSERT INTO configuration AS c (version, document, saved_at)
SELECT :version::text, :document::text, clock_timestamp() FROM fence
ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, document = excluded.document, saved_at = excluded.saved_at
RETURNING 1
