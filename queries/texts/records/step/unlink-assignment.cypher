// Parts steps from what their field `assignment` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Step {id: row.id})-[r:STEP_OF]->(m:Assignment {id: row.target})
DELETE r
