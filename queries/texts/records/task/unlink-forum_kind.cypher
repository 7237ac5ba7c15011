// Parts tasks from what their field `forum_kind` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Task {id: row.id})-[r:TASK_OF_FORUM]->(m:ForumKind {id: row.target})
DELETE r
