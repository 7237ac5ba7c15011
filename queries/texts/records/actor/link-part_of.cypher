// Joins actors to what their field `part_of` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:Actor {id: row.target})
MERGE (n)-[:PART_OF]->(m)
