// Writes representations: makes those that are new and sets the fields of all.
// writes
// param rows: list of {id, source, target, properties}; a property that is null is taken away
UNWIND $rows AS row
MATCH (a:Party {id: row.source})
MATCH (b:Actor {id: row.target})
MERGE (a)-[r:REPRESENTS {id: row.id}]->(b)
SET r += row.properties
