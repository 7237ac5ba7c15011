// Writes functions: makes those that are new and sets the fields of all.
// writes
// param rows: list of {id, properties}; a property that is null is taken away
UNWIND $rows AS row
OPTIONAL MATCH (old:Function {id: row.id})
FOREACH (_ IN CASE WHEN old IS NULL THEN [1] ELSE [] END | CREATE (:Function:Party {id: row.id}))
WITH row
MATCH (n:Function {id: row.id})
SET n += row.properties
