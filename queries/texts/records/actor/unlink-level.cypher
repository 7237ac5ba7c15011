// Parts actors from what their field `level` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:AT_LEVEL]->(m:Level {id: row.target})
DELETE r
