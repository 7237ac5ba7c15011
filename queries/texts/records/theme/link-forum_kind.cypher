// Joins themes of the yearly wheel to what their field `forum_kind` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Theme {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:THEME_OF]->(m)
