// Reads the assignments of the decisions of one party with their steps, the latest first, starting from this party.
// reads
// param forum: id of the forum or actor that took the decisions
// param from_day: ISO date: first day of the decisions; empty for any, and for those of unknown day
// param until_day: ISO date: the day after the last day of the decisions; empty for any, and for those of unknown day
// param area: id of the area of the forum; empty for any
// param kinds: kinds of decision; empty for any
// param source: id of the source on which the assignments rest; empty for any
// param by: forum, area, addressee, or anything else
// param on: ISO date
// column taken_on: day of the decision, if known
// column kind: decision, order, request or proposal
// column until: the day asked about, or the last day of the assignment if that is earlier
// column seen_from: first day of the assignment, if known
// column example: invented
// column grouped: id of the deciding party, of its area or of the addressee, as `by` asks; empty for any other
// column steps: its steps up to then as [kind, on]
// limit 50000
MATCH (:Party {id: $forum})<-[:TAKEN_IN]-(d:Decision)<-[:PART_OF_DECISION]-(a:Assignment)
WHERE coalesce(a.valid_from, $on) <= $on
  AND ($source = '' OR any(item IN a.evidence WHERE item = $source OR item STARTS WITH $source + ' '))
  AND ($kinds = [] OR d.kind IN $kinds)
  AND coalesce(d.taken_on, $on) <= $on AND ($from_day = '' OR d.taken_on >= $from_day)
  AND ($until_day = '' OR d.taken_on < $until_day)
  AND ($area = '' OR EXISTS { MATCH (d)-[:TAKEN_IN]->(:Forum)-[:IN_AREA]->(:Area {id: $area}) })
WITH a, d, CASE WHEN a.valid_to < $on THEN a.valid_to ELSE $on END AS until
RETURN d.taken_on AS taken_on, d.kind AS kind, until, a.valid_from AS seen_from, a.example AS example,
       CASE WHEN $by = 'forum' THEN COLLECT { MATCH (d)-[:TAKEN_IN]->(f:Party) RETURN f.id }
            WHEN $by = 'area' THEN COLLECT { MATCH (d)-[:TAKEN_IN]->(:Forum)-[:IN_AREA]->(r:Area) RETURN r.id }
            WHEN $by = 'addressee' THEN COLLECT { MATCH (a)-[:ADDRESSED_TO]->(p:Party) RETURN p.id }
            ELSE [] END AS grouped,
       COLLECT { MATCH (a)<-[:STEP_OF]-(s:Step)
                 WHERE s.on <= until AND coalesce(s.valid_from, until) <= until AND coalesce(s.valid_to, until) >= until
                   AND s.kind IN ['taken', 'communicated', 'line_decision', 'executed', 'reported_back', 'resumed',
                                  'rejected', 'superseded']
                 RETURN [s.kind, s.on] } AS steps
ORDER BY taken_on DESC
