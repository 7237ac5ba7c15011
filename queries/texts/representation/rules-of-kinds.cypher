// Counts the seat rules of each kind of forum that are on its members, not on its meetings.
// reads
// param on: ISO date
// column kind: id of the kind of forum
// column rules: how many
// limit 10000
MATCH (s:SeatRule)-[:RULES]->(k:ForumKind)
WHERE s.rule <> 'meetings' AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
RETURN k.id AS kind, count(s) AS rules
ORDER BY kind
