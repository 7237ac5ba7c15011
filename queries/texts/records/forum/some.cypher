// forums: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column kind: ids at the end of OF_FORUM_KIND
// column area: ids at the end of IN_AREA
// column level: ids at the end of AT_LEVEL
// column type: ids at the end of OF_TYPE
// column place: ids at the end of LOCATED_IN
// column part_of: ids at the end of COMMITTEE_OF
// column builds_on: ids at the end of BUILDS_ON
// limit 10000
UNWIND $ids AS id
MATCH (n:Forum {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OF_FORUM_KIND]->(m:ForumKind) RETURN m.id } AS kind,
       COLLECT { MATCH (n)-[:IN_AREA]->(m:Area) RETURN m.id } AS area,
       COLLECT { MATCH (n)-[:AT_LEVEL]->(m:Level) RETURN m.id } AS level,
       COLLECT { MATCH (n)-[:OF_TYPE]->(m:ActorType) RETURN m.id } AS type,
       COLLECT { MATCH (n)-[:LOCATED_IN]->(m:Place) RETURN m.id } AS place,
       COLLECT { MATCH (n)-[:COMMITTEE_OF]->(m:Forum) RETURN m.id } AS part_of,
       COLLECT { MATCH (n)-[:BUILDS_ON]->(m:Forum) RETURN m.id } AS builds_on
ORDER BY n.id
