// Writes process flows: makes those that are new and sets the fields of all.
// writes
// param rows: list of {id, source, target, properties}; a property that is null is taken away
UNWIND $rows AS row
MATCH (a:Process {id: row.source})
MATCH (b:Process {id: row.target})
MERGE (a)-[r:FEEDS_PROCESS {id: row.id}]->(b)
SET r += row.properties
