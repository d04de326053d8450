-- Whether the schema is there, and whether migrations were recorded in it.
-- Parameters: the schema's name. Locks: none. Returns: one row.
SELECT
  EXISTS (SELECT FROM pg_namespace WHERE nspname = :schema),
  EXISTS (
    SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = :schema AND c.relname = 'migrations' AND c.relkind = 'r'
  )
