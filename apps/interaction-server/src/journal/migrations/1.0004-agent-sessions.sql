-- Agents that are logged in. `media`: MessagePack of the media, each with readiness and reason; `reason`: of the agent's own state.
CREATE TABLE agent_sessions (
  agent_id       text COLLATE "C" NOT NULL,
  place_id       text COLLATE "C" NOT NULL,
  logged_in_at   timestamptz NOT NULL,
  do_not_disturb boolean NOT NULL,
  media          bytea NOT NULL,
  reason         bytea NOT NULL,
  PRIMARY KEY (agent_id, place_id)
) WITH (fillfactor = 60);

-- How a batch hands over sessions to save.
CREATE TYPE agent_session_saved AS (
  agent_id       text,
  place_id       text,
  logged_in_at   timestamptz,
  do_not_disturb boolean,
  media          bytea,
  reason         bytea
);
