// Writes flows: makes those that are new and sets the fields of all.
// writes
// param rows: list of {id, source, target, properties}; a property that is null is taken away
UNWIND $rows AS row
MATCH (a:Party {id: row.source})
MATCH (b:Party {id: row.target})
MERGE (a)-[r:FEEDS {id: row.id}]->(b)
SET r += row.properties
