// Joins forums to what their field `level` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:Level {id: row.target})
MERGE (n)-[:AT_LEVEL]->(m)
