-- Agent sessions that began or changed.
-- Parameters: an array for each column, all of one length. Locks: the rows. Returns: a row for each.
INSERT INTO agent_sessions AS s (agent_id, place_id, logged_in_at, do_not_disturb, media, reason)
SELECT a.agent_id, a.place_id, a.logged_in_at, a.do_not_disturb, a.media, a.reason
FROM entry, unnest(:agent_id::text[], :place_id::text[], :logged_in_at::timestamptz[], :do_not_disturb::boolean[], :media::bytea[], :reason::bytea[])
  AS a (agent_id, place_id, logged_in_at, do_not_disturb, media, reason)
ON CONFLICT (agent_id, place_id) DO UPDATE
SET logged_in_at = excluded.logged_in_at, do_not_disturb = excluded.do_not_disturb, media = excluded.media, reason = excluded.reason
RETURNING 1
