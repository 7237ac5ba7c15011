// Joins actors to what their field `roles` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:Role {id: row.target})
MERGE (n)-[:PLAYS]->(m)
