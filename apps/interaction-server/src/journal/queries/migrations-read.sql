-- Migrations that were applied.
-- Parameters: none. Locks: none. Returns: a row for each, in order.
SELECT major, number, name, checksum FROM migrations ORDER BY major, number
