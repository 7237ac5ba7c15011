// Joins tasks to what their field `process` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Task {id: row.id})
MATCH (m:Process {id: row.target})
MERGE (n)-[:TASK_OF_PROCESS]->(m)
