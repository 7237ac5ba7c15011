// The levels at which some areas have forums.
// reads
// param on: ISO date
// param standings: the standings of forums that count
// param areas: ids of the areas
// param levels: ids of the levels; empty for all
// column area: id of the area
// column level: id of the level
// column area_name: name of the area
// column area_name_en: its English name
// column level_name: name of the level
// column level_name_en: its English name
// limit 1000
UNWIND $areas AS area
MATCH (r:Area {id: area})<-[:IN_AREA]-(f:Forum)-[:AT_LEVEL]->(l:Level)
WHERE f.standing IN $standings AND ($levels = [] OR l.id IN $levels)
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
WITH DISTINCT r, l
RETURN r.id AS area, l.id AS level, r.name AS area_name, r.name_en AS area_name_en, l.name AS level_name, l.name_en AS level_name_en
ORDER BY area, level
