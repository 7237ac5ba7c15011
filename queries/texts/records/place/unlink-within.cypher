// Parts places from what their field `within` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Place {id: row.id})-[r:WITHIN]->(m:Place {id: row.target})
DELETE r
