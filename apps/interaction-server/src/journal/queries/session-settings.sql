-- Settings of a new session. Those that this version of PostgreSQL does not know are left out; asynchronous commit is turned off
-- where the installation has turned it on: what is acknowledged is durable.
-- Parameters: two arrays, names and values. Locks: none. Returns: whether the database is a read-only standby.
SELECT pg_is_in_recovery(), count(set_config(known.name, wanted.value, false))
FROM unnest(:names::text[], :values::text[]) AS wanted (name, value)
JOIN pg_settings AS known ON known.name = wanted.name
WHERE known.name <> 'synchronous_commit' OR known.setting = 'off'
