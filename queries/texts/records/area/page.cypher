// areas: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// column roles: ids at the end of WHERE_MEETS
// limit 10000
MATCH (n:Area)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WHERE_MEETS]->(m:Role) RETURN m.id } AS roles
ORDER BY n.id LIMIT $most
