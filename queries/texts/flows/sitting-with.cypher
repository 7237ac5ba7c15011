// Reads who holds the seats in the forums where a party holds one, or in a forum itself and in the forums of those who sit there.
// reads
// param id: id of the party
// param standings: the standings of forums and seats that count
// param on: ISO date
// column holder: id of a party that holds a seat
// column holder_name: its name
// column holder_name_en: its English name
// column forum: id of the forum
// column forum_name: its name
// column forum_name_en: its English name
// column seat: id of the seat
// column position: chair, convener, member, deputy or co-opted
// column standing: existing or proposed
// column certainty: certain or uncertain
// column example: invented
// column evidence: source and place
// limit 50000
MATCH (p:Party {id: $id})<-[:HELD_BY]-(own:Seat)-[:SEAT_IN]->(f:Forum)
WHERE own.standing IN $standings AND f.standing IN $standings
  AND coalesce(p.valid_from, $on) <= $on AND coalesce(p.valid_to, $on) >= $on
  AND coalesce(own.valid_from, $on) <= $on AND coalesce(own.valid_to, $on) >= $on
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
WITH DISTINCT f
MATCH (f)<-[:SEAT_IN]-(s:Seat)-[:HELD_BY]->(q:Party)
WHERE s.standing IN $standings
  AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
  AND coalesce(q.valid_from, $on) <= $on AND coalesce(q.valid_to, $on) >= $on
RETURN q.id AS holder, q.name AS holder_name, q.name_en AS holder_name_en, f.id AS forum, f.name AS forum_name,
       f.name_en AS forum_name_en, s.id AS seat, s.position AS position, s.standing AS standing, s.certainty AS certainty,
       s.example AS example, s.evidence AS evidence
ORDER BY seat
UNION ALL
MATCH (g:Forum {id: $id})<-[:SEAT_IN]-(t:Seat)-[:HELD_BY]->(q:Party)
WHERE t.standing IN $standings AND g.standing IN $standings
  AND coalesce(g.valid_from, $on) <= $on AND coalesce(g.valid_to, $on) >= $on
  AND coalesce(t.valid_from, $on) <= $on AND coalesce(t.valid_to, $on) >= $on
  AND coalesce(q.valid_from, $on) <= $on AND coalesce(q.valid_to, $on) >= $on
WITH DISTINCT q
MATCH (q)<-[:HELD_BY]-(s:Seat)-[:SEAT_IN]->(f:Forum)
WHERE s.standing IN $standings AND f.standing IN $standings
  AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
RETURN q.id AS holder, q.name AS holder_name, q.name_en AS holder_name_en, f.id AS forum, f.name AS forum_name,
       f.name_en AS forum_name_en, s.id AS seat, s.position AS position, s.standing AS standing, s.certainty AS certainty,
       s.example AS example, s.evidence AS evidence
ORDER BY seat
