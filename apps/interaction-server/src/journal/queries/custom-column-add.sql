-- The column of a custom property: empty, so nothing is rewritten. Locks: the table, for a moment.
ALTER TABLE interactions ADD COLUMN IF NOT EXISTS {{column}} {{type}}
