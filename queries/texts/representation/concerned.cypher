// Finds the actors that each area concerns.
// reads
// param on: ISO date
// column area: id of the area
// column actor: id of the actor
// column name: its name
// column name_en: its English name
// column certainty: certain or uncertain
// column example: invented
// column evidence: source and place
// limit 100000
MATCH (a:Actor)-[i:ACTS_IN]->(r:Area)
WHERE coalesce(i.valid_from, $on) <= $on AND coalesce(i.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
RETURN r.id AS area, a.id AS actor, a.name AS name, a.name_en AS name_en, i.certainty AS certainty, i.example AS example,
       i.evidence AS evidence
ORDER BY area, actor
