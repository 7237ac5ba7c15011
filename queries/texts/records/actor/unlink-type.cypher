// Parts actors from what their field `type` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:OF_TYPE]->(m:ActorType {id: row.target})
DELETE r
