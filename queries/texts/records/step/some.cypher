// steps: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column assignment: ids at the end of STEP_OF
// limit 10000
UNWIND $ids AS id
MATCH (n:Step {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:STEP_OF]->(m:Assignment) RETURN m.id } AS assignment
ORDER BY n.id
