// Joins functions to what their field `level` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})
MATCH (m:Level {id: row.target})
MERGE (n)-[:AT_LEVEL]->(m)
