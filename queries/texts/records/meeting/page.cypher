// meetings: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// column forum: ids at the end of MEETING_OF
// limit 10000
MATCH (n:Meeting)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:MEETING_OF]->(m:Forum) RETURN m.id } AS forum
ORDER BY n.id LIMIT $most
