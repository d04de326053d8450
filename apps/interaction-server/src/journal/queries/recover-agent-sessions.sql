-- Agents that were logged in. Times in ms since 1970.
-- Parameters: none. Locks: none. Returns: a row for each.
SELECT agent_id, place_id, (extract(epoch FROM logged_in_at) * 1000)::float8, do_not_disturb, media, reason FROM agent_sessions
