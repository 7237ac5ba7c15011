// Parts actors from what their field `kind` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:OF_KIND]->(m:ActorKind {id: row.target})
DELETE r
