// Joins groups to what their field `within` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Group {id: row.id})
MATCH (m:Group {id: row.target})
MERGE (n)-[:WITHIN_GROUP]->(m)
