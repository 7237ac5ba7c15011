// Finds assignments that may have a step of the trail after the day on which they were superseded.
// reads
// param on: ISO date
// param after: id after which the page begins
// param most: largest number of rows
// column assignment: id of the assignment
// limit 10000
MATCH (a:Assignment)
WHERE a.overtaken > $after AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
RETURN a.overtaken AS assignment
ORDER BY a.overtaken LIMIT $most
