-- Agent sessions that ended. One that began in the same batch has no row yet.
-- Parameters: their keys, two arrays of one length. Locks: the rows. Returns: nothing that is looked at.
DELETE FROM agent_sessions AS s
USING entry, unnest(:agent_ids::text[], :place_ids::text[]) AS a (agent_id, place_id)
WHERE s.agent_id = a.agent_id AND s.place_id = a.place_id
