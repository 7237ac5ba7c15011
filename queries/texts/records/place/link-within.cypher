// Joins places to what their field `within` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Place {id: row.id})
MATCH (m:Place {id: row.target})
MERGE (n)-[:WITHIN]->(m)
