-- First part of a batch: the lease where the epoch is still ours.
-- Parameters: our epoch. Locks: the lease row against a takeover, until the batch has ended. Returns: the epoch, or nothing.
SELECT epoch FROM lease WHERE epoch = :epoch::bigint FOR KEY SHARE
