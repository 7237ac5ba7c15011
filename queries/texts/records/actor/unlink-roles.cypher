// Parts actors from what their field `roles` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:PLAYS]->(m:Role {id: row.target})
DELETE r
