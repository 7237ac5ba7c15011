// themes of the yearly wheel: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column forum_kind: ids at the end of THEME_OF
// column body: ids at the end of TAKEN_UP_IN
// limit 10000
UNWIND $ids AS id
MATCH (n:Theme {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:THEME_OF]->(m:ForumKind) RETURN m.id } AS forum_kind,
       COLLECT { MATCH (n)-[:TAKEN_UP_IN]->(m:ForumKind) RETURN m.id } AS body
ORDER BY n.id
