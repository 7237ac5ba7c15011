// Reads the assignments of the decisions of some days, or of unknown day, with their steps, from the index on when they were decided; those that are alike in a row.
// reads
// param from_day: ISO date: first day of the decisions, or the word unknown
// param until_day: ISO date: the day after the last one, or a word that sorts after unknown
// param area: id of the area of the forum; empty for any
// param kinds: kinds of decision; empty for any
// param source: id of the source on which the assignments rest; empty for any
// param by: forum, area, addressee, or anything else
// param on: ISO date
// column until: the day asked about, or the last day of the assignments if that is earlier
// column seen_from: first day of the assignments, if known
// column example: invented
// column grouped: id of the deciding party, of its area or of the addressee, as `by` asks; none for any other
// column courses: assignments as ["day kind", "step:day", …]: day and kind of the decision, and the steps with their days
// limit 200000
MATCH (a:Assignment)
WHERE a.decided >= $from_day AND a.decided < $until_day AND ($kinds = [] OR split(a.decided, ' ')[1] IN $kinds)
  AND coalesce(a.valid_from, $on) <= $on
  AND ($source = '' OR any(item IN a.evidence WHERE item = $source OR item STARTS WITH $source + ' '))
  AND ($area = '' OR EXISTS { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(:Forum)-[:IN_AREA]->(:Area {id: $area}) })
WITH a, CASE WHEN a.valid_to < $on THEN a.valid_to ELSE $on END AS until,
     CASE WHEN $by = 'forum' THEN COLLECT { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(f:Party) RETURN f.id }
          WHEN $by = 'area' THEN COLLECT { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(:Forum)-[:IN_AREA]->(r:Area) RETURN r.id }
          WHEN $by = 'addressee' THEN COLLECT { MATCH (a)-[:ADDRESSED_TO]->(p:Party) RETURN p.id }
          ELSE [] END AS grouped
RETURN until, a.valid_from AS seen_from, a.example AS example, head(grouped) AS grouped,
       collect([a.decided] + coalesce(a.course, [])) AS courses
