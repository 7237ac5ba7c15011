// Joins tasks to what their field `forum_kind` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Task {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:TASK_OF_FORUM]->(m)
