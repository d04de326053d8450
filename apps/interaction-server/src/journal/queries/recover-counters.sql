-- Where the counters stood after the last batch.
-- Parameters: none. Locks: none. Returns: one row, or none before the first batch.
SELECT last_sequence::float8, submit_seq::float8, ticket::float8 FROM outbox ORDER BY epoch DESC, batch DESC LIMIT 1
