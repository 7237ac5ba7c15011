// Areas that concern actors on a day and have no forum on it: nobody can be represented there.
// reads
// param on: ISO date
// param standings: the standings of forums that count
// param areas: ids of the areas; all when empty
// column area: id of the area
// column name: its name
// column name_en: its English name
// column actors: how many actors it concerns
// column evidence: source and place of the area
// column certainty: certain or uncertain
// column example: invented
// limit 1000
MATCH (r:Area)
WHERE ($areas = [] OR r.id IN $areas) AND coalesce(r.valid_from, $on) <= $on AND coalesce(r.valid_to, $on) >= $on
  AND NOT EXISTS { MATCH (f:Forum)-[:IN_AREA]->(r)
                   WHERE f.standing IN $standings AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on }
WITH r
MATCH (r)<-[i:ACTS_IN]-(a:Actor)
WHERE coalesce(i.valid_from, $on) <= $on AND coalesce(i.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
RETURN r.id AS area, r.name AS name, r.name_en AS name_en, count(DISTINCT a) AS actors,
       r.evidence AS evidence, r.certainty AS certainty, r.example AS example
ORDER BY area
