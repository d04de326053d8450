-- One server at a time looks at the schema and changes it.
-- Parameters: the schema's name. Locks: an advisory lock of that name, until the end of the transaction. Returns: nothing.
SELECT pg_advisory_xact_lock(hashtextextended('ixn migrations ' || :schema, 0))
