// Parts tasks from what their field `process` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Task {id: row.id})-[r:TASK_OF_PROCESS]->(m:Process {id: row.target})
DELETE r
