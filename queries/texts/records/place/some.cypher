// places: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column within: ids at the end of WITHIN
// limit 10000
UNWIND $ids AS id
MATCH (n:Place {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WITHIN]->(m:Place) RETURN m.id } AS within
ORDER BY n.id
