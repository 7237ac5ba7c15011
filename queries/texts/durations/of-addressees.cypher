// Reads the assignments of some addressees with their steps, starting from these parties; those that are alike in a row.
// reads
// param addressees: ids of the addressees
// param forum: id of the forum or actor that took the decisions; empty for any
// param from_day: ISO date: first day of the decisions; empty for any, and for those of unknown day
// param until_day: ISO date: the day after the last day of the decisions; empty for any, and for those of unknown day
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
UNWIND $addressees AS addressee
MATCH (:Party {id: addressee})<-[:ADDRESSED_TO]-(a:Assignment)
WHERE coalesce(a.valid_from, $on) <= $on
  AND ($source = '' OR any(item IN a.evidence WHERE item = $source OR item STARTS WITH $source + ' '))
  AND ($kinds = [] OR split(a.decided, ' ')[1] IN $kinds)
  AND (a.decided < $on + '~' OR a.decided > 'u') AND ($from_day = '' OR (a.decided >= $from_day AND a.decided < 'u'))
  AND ($until_day = '' OR a.decided < $until_day)
  AND ($forum = '' OR EXISTS { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(:Party {id: $forum}) })
  AND ($area = '' OR EXISTS { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(:Forum)-[:IN_AREA]->(:Area {id: $area}) })
WITH a, CASE WHEN a.valid_to < $on THEN a.valid_to ELSE $on END AS until,
     CASE WHEN $by = 'forum' THEN COLLECT { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(f:Party) RETURN f.id }
          WHEN $by = 'area' THEN COLLECT { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(:Forum)-[:IN_AREA]->(r:Area) RETURN r.id }
          WHEN $by = 'addressee' THEN COLLECT { MATCH (a)-[:ADDRESSED_TO]->(p:Party) RETURN p.id }
          ELSE [] END AS grouped
RETURN until, a.valid_from AS seen_from, a.example AS example, head(grouped) AS grouped,
       collect([a.decided] + coalesce(a.course, [])) AS courses
