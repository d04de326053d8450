-- Who may write this database: exactly one row once a server has started. `epoch` is its key, so that a takeover, which
-- changes it, waits for a batch that holds the row FOR KEY SHARE, and a renewal, which does not, never has to.
CREATE TABLE lease (
  epoch       bigint PRIMARY KEY,
  only_row    boolean NOT NULL DEFAULT true UNIQUE CHECK (only_row),
  tenant      text NOT NULL,
  holder      text NOT NULL,
  backends    integer[] NOT NULL,
  acquired_at timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL
) WITH (fillfactor = 10, autovacuum_vacuum_threshold = 100, autovacuum_vacuum_scale_factor = 0);
