// Parts forums from what their field `builds_on` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:BUILDS_ON]->(m:Forum {id: row.target})
DELETE r
