// Joins decisions to what their field `follows_up` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})
MATCH (m:Decision {id: row.target})
MERGE (n)-[:FOLLOWS_UP]->(m)
