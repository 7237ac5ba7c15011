// Reads all meetings of one forum, starting from it.
// reads
// param forum: id of the forum
// param on: ISO date
// column meeting: id of the meeting
// column name: its name
// column planned_on: its planned day
// column held_on: the day on which it was held
// column cancelled_on: the day on which it was cancelled
// column forum: id of the forum
// column forum_name: its name
// column forum_name_en: its English name
// column present: ids of the parties that were present
// column example: invented
// column certainty: certain or uncertain
// column evidence: source and place
// limit 10000
MATCH (f:Forum {id: $forum})<-[:MEETING_OF]-(m:Meeting)
WHERE coalesce(m.valid_from, $on) <= $on AND coalesce(m.valid_to, $on) >= $on
RETURN m.id AS meeting, m.name AS name, m.planned_on AS planned_on, m.held_on AS held_on, m.cancelled_on AS cancelled_on,
       f.id AS forum, f.name AS forum_name, f.name_en AS forum_name_en,
       COLLECT { MATCH (m)-[:PRESENT]->(p:Party) RETURN p.id } AS present,
       m.example AS example, m.certainty AS certainty, m.evidence AS evidence
ORDER BY meeting
