// seats: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column forum: ids at the end of SEAT_IN
// column holder: ids at the end of HELD_BY
// column on_behalf_of: ids at the end of ON_BEHALF_OF
// limit 10000
UNWIND $ids AS id
MATCH (n:Seat {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:SEAT_IN]->(m:Forum) RETURN m.id } AS forum,
       COLLECT { MATCH (n)-[:HELD_BY]->(m:Party) RETURN m.id } AS holder,
       COLLECT { MATCH (n)-[:ON_BEHALF_OF]->(m:Party) RETURN m.id } AS on_behalf_of
ORDER BY n.id
