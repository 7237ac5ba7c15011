// Lists who holds the seats of forums. A seat without a holder, or whose holder has ended, gives no row.
// reads
// param on: ISO date
// param standings: the standings of forums and seats that count
// column seat: id of the seat
// column forum: id of the forum
// column name: its name
// column name_en: its English name
// column short_name: its short name
// column short_name_en: its English short name
// column holder: id of the holder
// column holder_name: its name
// column holder_name_en: its English name
// column standing: existing or proposed
// column evidence: source and place
// column certainty: certain or uncertain
// column example: invented
// limit 500000
MATCH (s:Seat)-[:SEAT_IN]->(f:Forum)
WHERE s.standing IN $standings AND f.standing IN $standings
  AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
MATCH (s)-[:HELD_BY]->(h:Party)
WHERE coalesce(h.valid_from, $on) <= $on AND coalesce(h.valid_to, $on) >= $on
RETURN s.id AS seat, f.id AS forum, f.name AS name, f.name_en AS name_en, f.short_name AS short_name,
       f.short_name_en AS short_name_en, h.id AS holder, h.name AS holder_name, h.name_en AS holder_name_en,
       s.standing AS standing, s.evidence AS evidence, s.certainty AS certainty, s.example AS example
ORDER BY seat
