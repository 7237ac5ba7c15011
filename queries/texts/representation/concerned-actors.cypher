// Finds which of some areas concern some actors, starting from the actors.
// reads
// param actors: ids of the actors
// param areas: ids of the areas; empty for all
// param on: ISO date
// column area: id of the area
// column actor: id of the actor
// column name: its name
// column name_en: its English name
// column certainty: certain or uncertain
// column example: invented
// column evidence: source and place
// limit 100000
UNWIND $actors AS id
MATCH (a:Actor {id: id})-[i:ACTS_IN]->(r:Area)
WHERE ($areas = [] OR r.id IN $areas) AND coalesce(i.valid_from, $on) <= $on AND coalesce(i.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
RETURN r.id AS area, a.id AS actor, a.name AS name, a.name_en AS name_en, i.certainty AS certainty, i.example AS example,
       i.evidence AS evidence
ORDER BY area, actor
