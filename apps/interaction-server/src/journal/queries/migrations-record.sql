-- Records a migration.
-- Parameters: what it is. Locks: the new row. Returns: nothing.
INSERT INTO migrations (major, number, name, checksum) VALUES (:major, :number, :name, :checksum)
