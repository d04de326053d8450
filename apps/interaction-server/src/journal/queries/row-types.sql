-- Object ids of the types in which a batch hands over its rows. They differ between databases.
-- Parameters: their names. Locks: none. Returns: an id for each name, in their order.
SELECT wanted.name::regtype::oid
FROM unnest(:names::text[]) WITH ORDINALITY AS wanted (name, position)
ORDER BY wanted.position
