// Parts actors from what their field `other_types` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:ALSO_OF_TYPE]->(m:ActorType {id: row.target})
DELETE r
