-- An index that was not completed.
DROP INDEX CONCURRENTLY IF EXISTS {{index}}
