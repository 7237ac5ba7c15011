// landscapes: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// column owner: ids at the end of OWNED_BY
// limit 10000
MATCH (n:Landscape)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OWNED_BY]->(m:Actor) RETURN m.id } AS owner
ORDER BY n.id LIMIT $most
