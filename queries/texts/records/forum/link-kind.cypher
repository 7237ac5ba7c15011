// Joins forums to what their field `kind` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:OF_FORUM_KIND]->(m)
