// Joins decisions to what their field `part_of` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})
MATCH (m:Decision {id: row.target})
MERGE (n)-[:PART_OF_WHOLE]->(m)
