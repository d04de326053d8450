-- The last good configuration document, from which the server starts when the configuration service cannot be reached.
CREATE TABLE configuration (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version  text NOT NULL,
  document text NOT NULL,
  saved_at timestamptz NOT NULL
);
