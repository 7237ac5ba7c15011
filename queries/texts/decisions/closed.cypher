// Reads closed assignments in the order of their ids, from the index on these and only as far as the page goes.
// reads
// param on: ISO date
// param after: id after which the page begins
// param most: largest number of rows
// column assignment: id of the assignment
// column step: the step that it has reached
// limit 10000
MATCH (a:Assignment)
WHERE a.id > $after AND a.open = false AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
RETURN a.id AS assignment, a.step AS step
ORDER BY a.id LIMIT $most
