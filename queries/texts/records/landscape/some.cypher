// landscapes: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column owner: ids at the end of OWNED_BY
// limit 10000
UNWIND $ids AS id
MATCH (n:Landscape {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OWNED_BY]->(m:Actor) RETURN m.id } AS owner
ORDER BY n.id
