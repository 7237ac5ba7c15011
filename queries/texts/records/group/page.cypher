// groups: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// column within: ids at the end of WITHIN_GROUP
// limit 10000
MATCH (n:Group)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WITHIN_GROUP]->(m:Group) RETURN m.id } AS within
ORDER BY n.id LIMIT $most
