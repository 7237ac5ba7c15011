// Joins steps to what their field `assignment` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Step {id: row.id})
MATCH (m:Assignment {id: row.target})
MERGE (n)-[:STEP_OF]->(m)
