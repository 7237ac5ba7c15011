// Finds assignments that may have steps out of order on a day: before their decision, or before a step that they should follow. Reads all steps on purpose.
// reads
// param on: ISO date
// param orders: kinds of step as "earlier later", for each two of the trail
// param after: the id after which the page begins
// param most: largest number of rows
// column assignment: id of the assignment
// limit 10000
MATCH (s:Step)-[:STEP_OF]->(a:Assignment)
WHERE a.id > $after AND s.on <= $on AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (EXISTS { MATCH (a)-[:PART_OF_DECISION]->(d:Decision) WHERE s.on < d.taken_on }
       OR EXISTS { MATCH (a)<-[:STEP_OF]-(t:Step)
                   WHERE t.on < s.on AND s.kind + ' ' + t.kind IN $orders
                     AND coalesce(t.valid_from, $on) <= $on AND coalesce(t.valid_to, $on) >= $on })
RETURN DISTINCT a.id AS assignment
ORDER BY assignment LIMIT $most
