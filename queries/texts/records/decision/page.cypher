// decisions: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// column taken_in: ids at the end of TAKEN_IN
// column meeting: ids at the end of TAKEN_AT
// column follows_up: ids at the end of FOLLOWS_UP
// column part_of: ids at the end of PART_OF_WHOLE
// limit 10000
MATCH (n:Decision)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:TAKEN_IN]->(m:Party) RETURN m.id } AS taken_in,
       COLLECT { MATCH (n)-[:TAKEN_AT]->(m:Meeting) RETURN m.id } AS meeting,
       COLLECT { MATCH (n)-[:FOLLOWS_UP]->(m:Decision) RETURN m.id } AS follows_up,
       COLLECT { MATCH (n)-[:PART_OF_WHOLE]->(m:Decision) RETURN m.id } AS part_of
ORDER BY n.id LIMIT $most
