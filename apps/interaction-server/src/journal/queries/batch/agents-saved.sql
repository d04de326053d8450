-- Agent sessions that began or changed.
-- Parameters: the rows. Locks: the rows. Returns: a row for each.
INSERT INTO agent_sessions (agent_id, place_id, logged_in_at, do_not_disturb, media, reason)
SELECT a.agent_id, a.place_id, a.logged_in_at, a.do_not_disturb, a.media, a.reason
FROM entry, unnest(:rows::agent_session_saved[]) AS a
ON CONFLICT (agent_id, place_id) DO UPDATE
SET logged_in_at = excluded.logged_in_at, do_not_disturb = excluded.do_not_disturb, media = excluded.media, reason = excluded.reason
RETURNING 1
