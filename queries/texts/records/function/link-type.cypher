// Joins functions to what their field `type` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})
MATCH (m:ActorType {id: row.target})
MERGE (n)-[:OF_TYPE]->(m)
