// Finds the seats in forums of areas: their holders and on whose behalf they sit. A seat whose holder has ended is vacant and gives no row.
// reads
// param on: ISO date
// param standings: the standings of forums and seats that count
// column seat: id of the seat
// column forum: id of the forum
// column area: id of the forum's area
// column level: id of its level
// column holder: id of the party that holds the seat
// column behalf: id of the party that it represents
// column position: chair, convener, member, deputy or coopted
// column standing: whether the seat exists or is proposed
// column certainty: certain or uncertain
// column example: invented
// limit 500000
MATCH (s:Seat)-[:SEAT_IN]->(f:Forum)-[:IN_AREA]->(r:Area)
WHERE s.standing IN $standings AND f.standing IN $standings
  AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
MATCH (f)-[:AT_LEVEL]->(l:Level)
MATCH (s)-[:HELD_BY]->(p:Party)
WHERE coalesce(p.valid_from, $on) <= $on AND coalesce(p.valid_to, $on) >= $on
OPTIONAL MATCH (s)-[:ON_BEHALF_OF]->(q:Party)
RETURN s.id AS seat, f.id AS forum, r.id AS area, l.id AS level, p.id AS holder, q.id AS behalf, s.position AS position,
       s.standing AS standing, s.certainty AS certainty, s.example AS example
ORDER BY seat
