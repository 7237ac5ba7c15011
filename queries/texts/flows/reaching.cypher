// Reads which parties each party feeds on a day, by flows of any kind, existing or proposed. A flow counts while both its ends hold. A forum and its committees reach each other.
// reads
// param on: ISO date
// column source: id of the party that feeds
// column targets: ids of the parties that it feeds
// limit 200000
MATCH (a:Party)-[f:FEEDS]->(b:Party)
WHERE coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND coalesce(b.valid_from, $on) <= $on AND coalesce(b.valid_to, $on) >= $on
RETURN a.id AS source, collect(b.id) AS targets
UNION ALL
MATCH (a:Forum)-[:COMMITTEE_OF]->(b:Forum)
RETURN a.id AS source, collect(b.id) AS targets
UNION ALL
MATCH (b:Forum)-[:COMMITTEE_OF]->(a:Forum)
RETURN a.id AS source, collect(b.id) AS targets
