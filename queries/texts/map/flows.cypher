// Counts the flows of a day by the cells of their ends. One walk over all flows, once per version and day. A flow counts while both its ends hold.
// reads
// param on: ISO date
// column source: cell of those who feed, as "educators/local/actor/school"
// column target: cell of those who are fed
// column kind: kind of the flows
// column standing: existing or proposed
// column flows: how many
// limit 200000
MATCH (a:Party)-[f:FEEDS]->(b:Party)
WHERE coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND coalesce(b.valid_from, $on) <= $on AND coalesce(b.valid_to, $on) >= $on
RETURN a.cell AS source, b.cell AS target, f.kind AS kind, f.standing AS standing, count(*) AS flows
