// Parts forums from what their field `area` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:IN_AREA]->(m:Area {id: row.target})
DELETE r
