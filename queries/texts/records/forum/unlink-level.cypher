// Parts forums from what their field `level` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:AT_LEVEL]->(m:Level {id: row.target})
DELETE r
