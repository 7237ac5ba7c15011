// Reads all meetings of forums, with the parties that were present.
// reads
// param forums: ids of the forums
// param on: ISO date
// column forum: id of the forum
// column meeting: id of the meeting
// column planned_on: its planned day
// column held_on: the day on which it was held
// column cancelled_on: the day on which it was cancelled
// column present: ids of the parties that were present
// column certainty: certain or uncertain
// column example: invented
// limit 500000
UNWIND $forums AS id
MATCH (f:Forum {id: id})<-[:MEETING_OF]-(m:Meeting)
WHERE coalesce(m.valid_from, $on) <= $on AND coalesce(m.valid_to, $on) >= $on
RETURN f.id AS forum, m.id AS meeting, m.planned_on AS planned_on, m.held_on AS held_on, m.cancelled_on AS cancelled_on,
       COLLECT { MATCH (m)-[:PRESENT]->(p:Party) RETURN p.id } AS present, m.certainty AS certainty, m.example AS example
ORDER BY forum, meeting
