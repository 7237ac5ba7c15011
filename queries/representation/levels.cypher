// The areas and levels that have forums, and the forums whose members are not on record: what the source calls suitable or possible is no record.
// reads
// param on: ISO date
// param standings: the standings of forums and seats that count
// param areas: ids of the areas; empty for all
// param levels: ids of the levels; empty for all
// column area: id of the area
// column level: id of the level
// column area_name: name of the area
// column area_name_en: its English name
// column level_name: name of the level
// column level_name_en: its English name
// column unrecorded: ids of its forums without any seat on record, vacant or not, in no order
// column invented: whether any of its forums has a seat that is an example
// limit 1000
MATCH (r:Area)
WHERE $areas = [] OR r.id IN $areas
MATCH (r)<-[:IN_AREA]-(f:Forum)
WHERE f.standing IN $standings
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
MATCH (f)-[:AT_LEVEL]->(l:Level)
WHERE $levels = [] OR l.id IN $levels
WITH r, l, f.id AS forum,
     EXISTS { MATCH (f)<-[:SEAT_IN]-(s:Seat)
              WHERE s.standing IN $standings AND s.certainty = 'certain' AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on } AS recorded,
     EXISTS { MATCH (f)<-[:SEAT_IN]-(s:Seat)
              WHERE s.example = true AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on } AS invented
WITH r, l, collect(CASE WHEN recorded THEN null ELSE forum END) AS unrecorded, collect(DISTINCT invented) AS found
RETURN r.id AS area, l.id AS level, r.name AS area_name, r.name_en AS area_name_en, l.name AS level_name, l.name_en AS level_name_en,
       unrecorded, true IN found AS invented
ORDER BY area, level
