// Reads which parties each party feeds on a day, by flows of any kind, existing or proposed. A flow counts while both its ends hold. A forum and its committees reach each other.
// reads
// param on: ISO date
// column block: the first letters of the ids of those who feed; a row for each flow would take thrice the time
// column flows: flows as "source target"
// limit 200000
MATCH (a:Party)-[f:FEEDS]->(b:Party)
WHERE coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND coalesce(b.valid_from, $on) <= $on AND coalesce(b.valid_to, $on) >= $on
RETURN left(a.id, 4) AS block, collect(a.id + ' ' + b.id) AS flows
UNION ALL
MATCH (a:Forum)-[:COMMITTEE_OF]->(b:Forum)
RETURN left(a.id, 4) AS block, collect(a.id + ' ' + b.id) AS flows
UNION ALL
MATCH (b:Forum)-[:COMMITTEE_OF]->(a:Forum)
RETURN left(a.id, 4) AS block, collect(a.id + ' ' + b.id) AS flows
