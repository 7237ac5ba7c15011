// Counts the flows of a day within some places by the cells of their ends, starting from the places.
// reads
// param places: ids of the places
// param on: ISO date
// column source: cell of those who feed, as "educators/local/actor/school"
// column target: cell of those who are fed
// column kind: kind of the flows
// column standing: existing or proposed
// column flows: how many
// limit 200000
UNWIND $places AS id
MATCH (m:Place {id: id})<-[:LOCATED_IN]-(a:Party)-[f:FEEDS]->(b:Party)-[:LOCATED_IN]->(n:Place)
WHERE n.id IN $places
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND coalesce(b.valid_from, $on) <= $on AND coalesce(b.valid_to, $on) >= $on
RETURN a.cell AS source, b.cell AS target, f.kind AS kind, f.standing AS standing, count(*) AS flows
