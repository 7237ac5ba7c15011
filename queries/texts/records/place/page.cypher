// places: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// column within: ids at the end of WITHIN
// limit 10000
MATCH (n:Place)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WITHIN]->(m:Place) RETURN m.id } AS within
ORDER BY n.id LIMIT $most
