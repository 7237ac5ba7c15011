// Parts functions from what their field `held_at` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})-[r:HELD_AT]->(m:Actor {id: row.target})
DELETE r
