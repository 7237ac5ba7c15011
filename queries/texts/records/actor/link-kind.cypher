// Joins actors to what their field `kind` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:ActorKind {id: row.target})
MERGE (n)-[:OF_KIND]->(m)
