// Pages through the meetings that were cancelled in a period and have no planned day, the latest first.
// reads
// param on: ISO date
// param since: first day of the meetings
// param until: last day of the meetings
// param after: on that last day, the id after which the page begins
// param most: largest number of rows
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
MATCH (m:Meeting)-[:MEETING_OF]->(f:Forum)
WHERE m.cancelled_on >= $since AND m.cancelled_on <= $until AND (m.cancelled_on < $until OR m.id > $after) AND m.held_on IS NULL AND m.planned_on IS NULL
  AND coalesce(m.valid_from, $on) <= $on AND coalesce(m.valid_to, $on) >= $on
RETURN m.id AS meeting, m.name AS name, m.planned_on AS planned_on, m.held_on AS held_on, m.cancelled_on AS cancelled_on,
       f.id AS forum, f.name AS forum_name, f.name_en AS forum_name_en,
       COLLECT { MATCH (m)-[:PRESENT]->(p:Party) RETURN p.id } AS present,
       m.example AS example, m.certainty AS certainty, m.evidence AS evidence
ORDER BY m.cancelled_on DESC, meeting LIMIT $most
