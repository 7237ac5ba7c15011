// Joins assignments to what their field `decision` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Assignment {id: row.id})
MATCH (m:Decision {id: row.target})
MERGE (n)-[:PART_OF_DECISION]->(m)
