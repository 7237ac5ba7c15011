// functions: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column type: ids at the end of OF_TYPE
// column level: ids at the end of AT_LEVEL
// column place: ids at the end of LOCATED_IN
// column held_at: ids at the end of HELD_AT
// limit 10000
UNWIND $ids AS id
MATCH (n:Function {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OF_TYPE]->(m:ActorType) RETURN m.id } AS type,
       COLLECT { MATCH (n)-[:AT_LEVEL]->(m:Level) RETURN m.id } AS level,
       COLLECT { MATCH (n)-[:LOCATED_IN]->(m:Place) RETURN m.id } AS place,
       COLLECT { MATCH (n)-[:HELD_AT]->(m:Actor) RETURN m.id } AS held_at
ORDER BY n.id
