-- An expired partition. Whoever reads the table for long makes this fail rather than batches wait.
SET LOCAL lock_timeout = '100ms';
DROP TABLE {{partition}};
