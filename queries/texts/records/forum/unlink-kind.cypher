// Parts forums from what their field `kind` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:OF_FORUM_KIND]->(m:ForumKind {id: row.target})
DELETE r
