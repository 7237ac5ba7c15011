// Parts themes of the yearly wheel from what their field `forum_kind` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Theme {id: row.id})-[r:THEME_OF]->(m:ForumKind {id: row.target})
DELETE r
