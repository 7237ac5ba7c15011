// actors: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column type: ids at the end of OF_TYPE
// column other_types: ids at the end of ALSO_OF_TYPE
// column kind: ids at the end of OF_KIND
// column level: ids at the end of AT_LEVEL
// column place: ids at the end of LOCATED_IN
// column roles: ids at the end of PLAYS
// column part_of: ids at the end of PART_OF
// column resulted_from: ids at the end of RESULTED_FROM
// limit 10000
UNWIND $ids AS id
MATCH (n:Actor {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OF_TYPE]->(m:ActorType) RETURN m.id } AS type,
       COLLECT { MATCH (n)-[:ALSO_OF_TYPE]->(m:ActorType) RETURN m.id } AS other_types,
       COLLECT { MATCH (n)-[:OF_KIND]->(m:ActorKind) RETURN m.id } AS kind,
       COLLECT { MATCH (n)-[:AT_LEVEL]->(m:Level) RETURN m.id } AS level,
       COLLECT { MATCH (n)-[:LOCATED_IN]->(m:Place) RETURN m.id } AS place,
       COLLECT { MATCH (n)-[:PLAYS]->(m:Role) RETURN m.id } AS roles,
       COLLECT { MATCH (n)-[:PART_OF]->(m:Actor) RETURN m.id } AS part_of,
       COLLECT { MATCH (n)-[:RESULTED_FROM]->(m:Actor) RETURN m.id } AS resulted_from
ORDER BY n.id
