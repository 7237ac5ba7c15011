// Reads who holds a seat in which forum on a day. A seat whose holder has ended is vacant and gives no row.
// reads
// param on: ISO date
// param standings: the standings of forums and seats that count
// column seat: id of the seat
// column forum: id of the forum
// column holder: id of the party that holds the seat
// column standing: existing or proposed
// column certainty: certain or uncertain
// column example: invented
// limit 500000
MATCH (p:Party)<-[:HELD_BY]-(s:Seat)-[:SEAT_IN]->(f:Forum)
WHERE s.standing IN $standings AND f.standing IN $standings
  AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND coalesce(p.valid_from, $on) <= $on AND coalesce(p.valid_to, $on) >= $on
RETURN s.id AS seat, f.id AS forum, p.id AS holder, s.standing AS standing, s.certainty AS certainty, s.example AS example
ORDER BY seat
