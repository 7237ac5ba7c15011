// Reads the headcounts of forums, also later ones, and the figures of forums that carry them without a day.
// reads
// param on: ISO date
// column forum: id of the forum
// column name: its name
// column name_en: its English name
// column area: id of its area
// column area_name: name of the area
// column area_name_en: its English name
// column level: id of its level
// column counts: its headcounts as [day, id, women, men, certainty, example, evidence]
// column women: women, counted without a day
// column men: men, counted without a day
// column evidence: source and place
// column certainty: certain or uncertain
// column example: invented
// limit 100000
MATCH (f:Forum)-[:AT_LEVEL]->(l:Level)
WHERE coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
OPTIONAL MATCH (f)-[:IN_AREA]->(r:Area)
RETURN f.id AS forum, f.name AS name, f.name_en AS name_en, r.id AS area, r.name AS area_name, r.name_en AS area_name_en,
       l.id AS level,
       COLLECT { MATCH (f)<-[:COUNT_OF]-(h:Headcount)
                 WHERE coalesce(h.valid_from, $on) <= $on AND coalesce(h.valid_to, $on) >= $on
                 RETURN [h.on, h.id, h.women, h.men, h.certainty, h.example, h.evidence] } AS counts,
       f.women AS women, f.men AS men, f.evidence AS evidence, f.certainty AS certainty, f.example AS example
ORDER BY forum
