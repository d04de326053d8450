-- Deletes the oldest outbox rows that need not be kept, a few at a time, where the lease is still ours; never the newest.
-- Parameters: our epoch; the key after which to look; how many rows; how many ms and how many events to keep.
-- Locks: the lease row against a takeover, the rows. Returns: a row for each that was deleted: its key, by which the next step goes on.
WITH fence AS (
  SELECT epoch FROM lease WHERE epoch = :epoch::bigint FOR KEY SHARE
),
newest AS (
  SELECT epoch, batch, last_sequence FROM outbox ORDER BY epoch DESC, batch DESC LIMIT 1
),
oldest AS (
  SELECT epoch, batch, created_at, last_sequence
  FROM outbox
  WHERE (epoch, batch) > (:after_epoch::bigint, :after_batch::bigint)
  ORDER BY epoch, batch
  LIMIT :step::integer
)
DELETE FROM outbox AS o
USING fence, newest, oldest
WHERE o.epoch = oldest.epoch AND o.batch = oldest.batch
  AND (oldest.epoch, oldest.batch) < (newest.epoch, newest.batch)
  AND (
    oldest.created_at < clock_timestamp() - :keep_ms::float8 * interval '1 millisecond'
    OR oldest.last_sequence <= newest.last_sequence - :keep_events::bigint
  )
RETURNING o.epoch::float8, o.batch::float8
