// Parts groups from what their field `within` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Group {id: row.id})-[r:WITHIN_GROUP]->(m:Group {id: row.target})
DELETE r
