-- Second part of a batch: its outbox row, whose key proves that the batch is committed. All other parts wait for it.
-- Parameters: what the row holds. Locks: the new key: the same batch on another connection waits here. Returns: the epoch.
INSERT INTO outbox (epoch, batch, last_sequence, submit_seq, ticket, event_count, events)
SELECT fence.epoch, :batch::bigint, :last_sequence::bigint, :submit_seq::bigint, :ticket::bigint, :event_count::integer, :events::bytea
FROM fence
RETURNING epoch
