// Writes levels: makes those that are new and sets the fields of all.
// writes
// param rows: list of {id, properties}; a property that is null is taken away
UNWIND $rows AS row
MERGE (n:Level {id: row.id})
SET n += row.properties
