-- Ends the sessions of a holder whose lease has expired: those in its row that still are its own, and those it opened since.
-- Parameters: the epoch that has expired, our own name. Locks: none. Returns: a row for each session ended.
SELECT s.pid, pg_terminate_backend(s.pid)
FROM lease AS l
JOIN pg_stat_activity AS s ON s.datname = current_database() AND split_part(s.application_name, ' ', 2) = l.holder
WHERE l.epoch = :epoch::bigint AND l.expires_at <= clock_timestamp() AND l.holder NOT IN ('', :holder) AND s.application_name LIKE 'ixn %'
