// Finds assignments that may have steps out of order on a day: before their decision, or before a step that they should follow.
// reads
// param on: ISO date
// param after: the id after which the page begins
// param most: largest number of rows
// column assignment: id of the assignment
// limit 10000
MATCH (a:Assignment)
WHERE a.disordered > $after AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
RETURN a.disordered AS assignment
ORDER BY a.disordered LIMIT $most
