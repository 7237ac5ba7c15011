// Finds when each forum last met by the day, and the meeting.
// reads
// param on: ISO date
// column forum: id of the forum
// column name: its name
// column name_en: its English name
// column since: first day of the forum, if it is on record
// column held: its meetings that were held as [day, id, name, example]
// column evidence: source and place
// column certainty: certain or uncertain
// column example: invented
// limit 100000
MATCH (f:Forum)
WHERE f.standing = 'existing' AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
RETURN f.id AS forum, f.name AS name, f.name_en AS name_en, f.valid_from AS since,
       COLLECT { MATCH (f)<-[:MEETING_OF]-(m:Meeting)
                 WHERE m.held_on <= $on AND m.cancelled_on IS NULL
                   AND coalesce(m.valid_from, $on) <= $on AND coalesce(m.valid_to, $on) >= $on
                 RETURN [m.held_on, m.id, m.name, m.example] } AS held,
       f.evidence AS evidence, f.certainty AS certainty, f.example AS example
ORDER BY forum
