// Counts the seat rules of each kind of forum, without those of some demands.
// reads
// param without: demands that are not counted
// param on: ISO date
// column kind: id of the kind of forum
// column rules: how many
// limit 10000
MATCH (s:SeatRule)-[:RULES]->(k:ForumKind)
WHERE NOT s.rule IN $without AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
RETURN k.id AS kind, count(s) AS rules
ORDER BY kind
