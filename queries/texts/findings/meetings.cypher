// Reads the meetings that are planned within some days, those that should have been held, and those of which nothing is on record.
// reads
// param on: ISO date
// param from: first day of the meetings that are past
// param until: last day of the meetings that are planned
// column meeting: id of the meeting
// column name: its name
// column name_en: its English name
// column forum: id of the forum
// column forum_name: its name
// column forum_name_en: its English name
// column planned: the day that was planned, if any
// column held: the day on which it was held, if it was by the day
// column example: invented
// column evidence: source and place
// limit 1000
MATCH (m:Meeting)-[:MEETING_OF]->(f:Forum)
WHERE coalesce(m.valid_from, $on) <= $on AND coalesce(m.valid_to, $on) >= $on AND coalesce(m.cancelled_on, '9999') > $on
  AND coalesce(f.valid_to, $on) >= $on
  AND ((m.planned_on >= $from AND m.planned_on <= $until AND coalesce(m.held_on, '9999') > $on)
       OR (m.held_on >= $from AND m.held_on <= $on
           AND NOT EXISTS { MATCH (m)-[:PRESENT]->(:Party) } AND NOT EXISTS { MATCH (:Decision)-[:TAKEN_AT]->(m) }))
RETURN m.id AS meeting, m.name AS name, m.name_en AS name_en, f.id AS forum, f.name AS forum_name, f.name_en AS forum_name_en,
       m.planned_on AS planned, CASE WHEN m.held_on <= $on THEN m.held_on END AS held, m.example AS example,
       m.evidence AS evidence
ORDER BY coalesce(m.held_on, m.planned_on), meeting
