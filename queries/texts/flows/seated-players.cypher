// Finds the forums in which actors that play a role sit on a day: themselves, by somebody on their behalf, or through a network.
// reads
// param role: id of the role
// param on: ISO date
// column forum: id of a forum
// limit 200000
MATCH (:Role {id: $role})<-[:PLAYS]-(a:Actor)<-[:HELD_BY|ON_BEHALF_OF]-(s:Seat)-[:SEAT_IN]->(f:Forum)
WHERE coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
RETURN DISTINCT f.id AS forum
UNION
MATCH (:Role {id: $role})<-[:PLAYS]-(a:Actor)<-[r:REPRESENTS]-(n:Party)<-[:HELD_BY|ON_BEHALF_OF]-(s:Seat)-[:SEAT_IN]->(f:Forum)
WHERE coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
  AND coalesce(r.valid_from, $on) <= $on AND coalesce(r.valid_to, $on) >= $on
  AND coalesce(n.valid_from, $on) <= $on AND coalesce(n.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
RETURN DISTINCT f.id AS forum
