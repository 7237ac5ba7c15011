// Joins forums to what their field `builds_on` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:Forum {id: row.target})
MERGE (n)-[:BUILDS_ON]->(m)
