// steps: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// column assignment: ids at the end of STEP_OF
// limit 10000
MATCH (n:Step)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:STEP_OF]->(m:Assignment) RETURN m.id } AS assignment
ORDER BY n.id LIMIT $most
