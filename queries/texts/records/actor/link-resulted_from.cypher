// Joins actors to what their field `resulted_from` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:Actor {id: row.target})
MERGE (n)-[:RESULTED_FROM]->(m)
