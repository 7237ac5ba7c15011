// Joins actors to what their field `other_types` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:ActorType {id: row.target})
MERGE (n)-[:ALSO_OF_TYPE]->(m)
