-- The index of a custom property, made while batches go on.
CREATE INDEX CONCURRENTLY IF NOT EXISTS {{index}} ON interactions ({{column}})
