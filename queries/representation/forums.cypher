// The forums of each area and level, and how many of their seats are recorded.
// reads
// param on: ISO date
// param standings: the standings of forums and seats that count
// column area: id of the area
// column level: id of the level
// column forum: id of the forum
// column name: its name
// column seats: number of recorded seats, vacant ones too
// limit 100000
MATCH (f:Forum)-[:IN_AREA]->(r:Area)
WHERE f.standing IN $standings
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
MATCH (f)-[:AT_LEVEL]->(l:Level)
RETURN r.id AS area, l.id AS level, f.id AS forum, f.name AS name,
       COUNT { MATCH (s:Seat)-[:SEAT_IN]->(f)
               WHERE s.standing IN $standings AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on } AS seats
ORDER BY area, level, forum
