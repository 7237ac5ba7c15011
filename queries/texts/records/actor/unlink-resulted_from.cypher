// Parts actors from what their field `resulted_from` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:RESULTED_FROM]->(m:Actor {id: row.target})
DELETE r
