// areas: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column roles: ids at the end of WHERE_MEETS
// limit 10000
UNWIND $ids AS id
MATCH (n:Area {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WHERE_MEETS]->(m:Role) RETURN m.id } AS roles
ORDER BY n.id
