-- Columns of the interactions, and whether the index that a custom property may have is there and complete.
-- Parameters: none. Locks: none. Returns: name, type, true | false (not complete) | null (no index) for each.
SELECT a.attname, replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz'), i.indisvalid
FROM pg_attribute AS a
LEFT JOIN pg_class AS c ON c.relname = 'custom_' || a.attname AND c.relkind = 'i'
  AND c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'interactions'::regclass)
LEFT JOIN pg_index AS i ON i.indexrelid = c.oid AND i.indrelid = a.attrelid
WHERE a.attrelid = 'interactions'::regclass AND a.attnum > 0 AND NOT a.attisdropped
