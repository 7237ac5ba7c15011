// Finds what takes part for some parties: networks that represent them, and functions that hold a seat in them.
// reads
// param ids: ids of the parties
// param standings: the standings that count
// param on: ISO date
// column party: id of one of the parties
// column through: id of a network that represents it, or of a function that holds a seat there
// column standing: existing or proposed: of the membership or the seat
// column certainty: certain or uncertain
// column example: invented
// limit 50000
UNWIND $ids AS id
MATCH (p:Party {id: id})<-[r:REPRESENTS]-(n:Party)
WHERE r.standing IN $standings
  AND coalesce(r.valid_from, $on) <= $on AND coalesce(r.valid_to, $on) >= $on
  AND coalesce(n.valid_from, $on) <= $on AND coalesce(n.valid_to, $on) >= $on
RETURN p.id AS party, n.id AS through, r.standing AS standing, r.certainty AS certainty, r.example AS example
ORDER BY through, party
UNION ALL
UNWIND $ids AS id
MATCH (p:Party {id: id})<-[:SEAT_IN]-(s:Seat)
MATCH (s)-[:HELD_BY]->(n:Function)
WHERE s.standing IN $standings
  AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
  AND coalesce(n.valid_from, $on) <= $on AND coalesce(n.valid_to, $on) >= $on
RETURN p.id AS party, n.id AS through, s.standing AS standing, s.certainty AS certainty, s.example AS example
ORDER BY through, party
