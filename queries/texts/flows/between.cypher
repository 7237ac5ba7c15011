// Finds the flows between some pairs of parties. A flow counts while both its ends hold.
// reads
// param pairs: lists of the ids of the party that feeds and the party that is fed
// param on: ISO date
// column source: id of the party that feeds
// column target: id of the party that is fed
// column flow: id of the flow
// column kind: kind of the flow
// limit 200000
UNWIND $pairs AS pair
MATCH (a:Party {id: pair[0]})-[f:FEEDS]->(b:Party {id: pair[1]})
USING INDEX SEEK a:Party(id)
WHERE coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND coalesce(b.valid_from, $on) <= $on AND coalesce(b.valid_to, $on) >= $on
RETURN a.id AS source, b.id AS target, f.id AS flow, f.kind AS kind
ORDER BY flow
