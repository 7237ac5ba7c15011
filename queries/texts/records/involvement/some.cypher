// involvements: those of some ids.
// reads
// param ids: list of ids
// column source: the id of the end that it goes out from
// column target: the id of the other end
// column properties: its fields
// limit 10000
MATCH (a:Actor)-[r:ACTS_IN]->(b:Area)
WHERE r.id IN $ids
RETURN a.id AS source, b.id AS target, properties(r) AS properties
ORDER BY r.id
