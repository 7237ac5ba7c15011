// Writes forums: makes those that are new and sets the fields of all.
// writes
// param rows: list of {id, properties}; a property that is null is taken away
UNWIND $rows AS row
OPTIONAL MATCH (old:Forum {id: row.id})
FOREACH (_ IN CASE WHEN old IS NULL THEN [1] ELSE [] END | CREATE (:Forum:Party {id: row.id}))
WITH row
MATCH (n:Forum {id: row.id})
SET n += row.properties
