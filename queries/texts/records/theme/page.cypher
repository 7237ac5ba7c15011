// themes of the yearly wheel: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// column forum_kind: ids at the end of THEME_OF
// column body: ids at the end of TAKEN_UP_IN
// limit 10000
MATCH (n:Theme)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:THEME_OF]->(m:ForumKind) RETURN m.id } AS forum_kind,
       COLLECT { MATCH (n)-[:TAKEN_UP_IN]->(m:ForumKind) RETURN m.id } AS body
ORDER BY n.id LIMIT $most
