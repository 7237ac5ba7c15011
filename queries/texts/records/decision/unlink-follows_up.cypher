// Parts decisions from what their field `follows_up` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})-[r:FOLLOWS_UP]->(m:Decision {id: row.target})
DELETE r
