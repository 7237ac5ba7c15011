// The forums of each area and level, and whether their members are on record: what the source calls suitable or possible is no record.
// reads
// param on: ISO date
// param standings: the standings of forums and seats that count
// column area: id of the area
// column level: id of the level
// column forum: id of the forum
// column name: its name
// column seats: number of seats on record, vacant ones too
// column invented: number of seats on record that are examples
// column area_name: name of the area
// column area_name_en: its English name
// column level_name: name of the level
// column level_name_en: its English name
// limit 100000
MATCH (f:Forum)-[:IN_AREA]->(r:Area)
WHERE f.standing IN $standings
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
MATCH (f)-[:AT_LEVEL]->(l:Level)
RETURN r.id AS area, l.id AS level, f.id AS forum, f.name AS name,
       COUNT { MATCH (s:Seat)-[:SEAT_IN]->(f)
               WHERE s.standing IN $standings AND s.certainty = 'certain' AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on } AS seats,
       COUNT { MATCH (s:Seat)-[:SEAT_IN]->(f)
               WHERE s.example = true AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on } AS invented,
       r.name AS area_name, r.name_en AS area_name_en, l.name AS level_name, l.name_en AS level_name_en
ORDER BY area, level, forum
