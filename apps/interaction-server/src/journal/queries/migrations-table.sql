-- What was done to this schema. Not a migration itself: migrations are recorded in it.
CREATE TABLE IF NOT EXISTS migrations (
  major      integer NOT NULL,
  number     integer NOT NULL,
  name       text NOT NULL,
  checksum   text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (major, number)
)
