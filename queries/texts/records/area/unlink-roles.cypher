// Parts areas from what their field `roles` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Area {id: row.id})-[r:WHERE_MEETS]->(m:Role {id: row.target})
DELETE r
