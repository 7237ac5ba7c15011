// Finds assignments that may have steps out of order on a day: before their decision, or before a step that they should follow.
// reads
// param on: ISO date
// param orders: kinds of step as "earlier later", for each two of the trail
// param after: the id after which the page begins
// param most: largest number of rows
// column assignment: id of the assignment
// limit 10000
MATCH (a:Assignment)-[:PART_OF_DECISION]->(d:Decision)
WHERE a.id > $after AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (EXISTS { MATCH (a)<-[:STEP_OF]-(s:Step)
                WHERE s.on < d.taken_on AND s.on <= $on AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on }
       OR EXISTS { MATCH (s:Step)-[:STEP_OF]->(a)<-[:STEP_OF]-(t:Step)
                   WHERE t.on < s.on AND s.kind + ' ' + t.kind IN $orders AND s.on <= $on
                     AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
                     AND coalesce(t.valid_from, $on) <= $on AND coalesce(t.valid_to, $on) >= $on })
RETURN a.id AS assignment
ORDER BY assignment LIMIT $most
