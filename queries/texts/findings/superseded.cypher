// Finds assignments with a step of the trail after the day on which they were superseded. Reads all steps on purpose.
// reads
// param on: ISO date
// param work: the kinds of step that count
// param after: id after which the page begins
// param most: largest number of rows
// column assignment: id of the assignment
// limit 10000
MATCH (s:Step)
WHERE s.kind = 'superseded' AND s.on <= $on AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
MATCH (s)-[:STEP_OF]->(a:Assignment)
WHERE a.id > $after AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND EXISTS { MATCH (a)<-[:STEP_OF]-(t:Step)
               WHERE t.kind IN $work AND t.on > s.on AND t.on <= $on
                 AND coalesce(t.valid_from, $on) <= $on AND coalesce(t.valid_to, $on) >= $on }
RETURN DISTINCT a.id AS assignment
ORDER BY assignment LIMIT $most
