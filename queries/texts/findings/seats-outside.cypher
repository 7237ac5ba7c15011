// Reads the seats with a first or last day on which their forum did not exist; of those that begin by the day.
// reads
// param on: ISO date
// column seat: id of the seat
// column forum: id of the forum
// column forum_name: its name
// column forum_name_en: its English name
// column forum_from: the first day of the forum
// column forum_to: the last day of the forum
// column holder: id of the party that holds the seat, empty for a vacancy
// column holder_name: its name
// column holder_name_en: its English name
// column valid_from: the seat's first day
// column valid_to: the seat's last day
// column certainty: certain or uncertain
// column forum_certainty: certain or uncertain
// column example: invented
// column evidence: source and place
// limit 100000
MATCH (f:Forum)
WHERE f.valid_from IS NOT NULL OR f.valid_to IS NOT NULL
MATCH (f)<-[:SEAT_IN]-(s:Seat)
WHERE coalesce(s.valid_from, $on) <= $on
  AND (s.valid_from < f.valid_from OR s.valid_from > f.valid_to OR s.valid_to < f.valid_from OR s.valid_to > f.valid_to)
OPTIONAL MATCH (s)-[:HELD_BY]->(p:Party)
RETURN s.id AS seat, f.id AS forum, f.name AS forum_name, f.name_en AS forum_name_en, f.valid_from AS forum_from,
       f.valid_to AS forum_to, p.id AS holder, p.name AS holder_name, p.name_en AS holder_name_en,
       s.valid_from AS valid_from, s.valid_to AS valid_to, s.certainty AS certainty, f.certainty AS forum_certainty,
       s.example OR f.example AS example, s.evidence AS evidence
ORDER BY seat
