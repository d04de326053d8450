-- A new partition. Made on its own, then attached: from version 12 on that does not keep batches from writing.
CREATE TABLE {{partition}} (LIKE completed_interactions);
ALTER TABLE completed_interactions ATTACH PARTITION {{partition}} FOR VALUES FROM ('{{from}}') TO ('{{to}}');
