// meetings: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column forum: ids at the end of MEETING_OF
// limit 10000
UNWIND $ids AS id
MATCH (n:Meeting {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:MEETING_OF]->(m:Forum) RETURN m.id } AS forum
ORDER BY n.id
