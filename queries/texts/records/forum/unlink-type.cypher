// Parts forums from what their field `type` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:OF_TYPE]->(m:ActorType {id: row.target})
DELETE r
