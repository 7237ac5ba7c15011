// Reads the decisions that were taken at meetings with known attendance, who was present, and the seats of the forum on that day.
// reads
// param on: ISO date
// column decision: id of the decision
// column name: its name
// column name_en: its English name
// column case_number: its case number
// column day: day of the meeting, or else of the decision
// column meeting: id of the meeting
// column meeting_name: its name
// column forum: id of the forum
// column forum_name: its name
// column forum_name_en: its English name
// column present: the parties present as [id, name, name_en]
// column seats: the forum's seats on that day as [id, holder, on behalf of, mandate]
// column assignments: its assignments as [id, open, day of the last event]
// column certainty: certain or uncertain
// column meeting_certainty: certain or uncertain
// column example: invented
// column evidence: source and place
// column meeting_evidence: source and place
// limit 100000
MATCH (m:Meeting)-[:MEETING_OF]->(f:Forum)
WHERE m.cancelled_on IS NULL AND EXISTS { MATCH (m)-[:PRESENT]->(:Party) }
MATCH (m)<-[:TAKEN_AT]-(d:Decision)
WHERE coalesce(m.held_on, d.taken_on) <= $on
  AND coalesce(d.valid_from, $on) <= $on AND coalesce(d.valid_to, $on) >= $on
WITH d, m, f, coalesce(m.held_on, d.taken_on) AS day
RETURN d.id AS decision, d.name AS name, d.name_en AS name_en, d.case_number AS case_number, day, m.id AS meeting,
       m.name AS meeting_name, f.id AS forum, f.name AS forum_name, f.name_en AS forum_name_en,
       COLLECT { MATCH (m)-[:PRESENT]->(p:Party) RETURN [p.id, p.name, p.name_en] } AS present,
       COLLECT { MATCH (f)<-[:SEAT_IN]-(s:Seat)-[:HELD_BY]->(p:Party)
                 WHERE coalesce(s.valid_from, day) <= day AND coalesce(s.valid_to, day) >= day
                   AND coalesce(p.valid_from, day) <= day AND coalesce(p.valid_to, day) >= day
                 OPTIONAL MATCH (s)-[:ON_BEHALF_OF]->(q:Party)
                 RETURN [s.id, p.id, q.id, s.mandate] } AS seats,
       COLLECT { MATCH (d)<-[:PART_OF_DECISION]-(a:Assignment)
                 WHERE coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
                 RETURN [a.id, a.open, a.last_stepped] } AS assignments,
       d.certainty AS certainty, m.certainty AS meeting_certainty, d.example OR m.example AS example, d.evidence AS evidence,
       m.evidence AS meeting_evidence
ORDER BY day, decision
