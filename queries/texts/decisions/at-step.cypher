// Finds open assignments at a step, and reports that nobody has verified, from the index on both and only as far as the page goes.
// reads
// param on: ISO date
// param after: place after which the page begins
// param until: place before which it ends
// param most: largest number of rows
// column assignment: id of the assignment
// column place: its step, since when, and its id
// limit 10000
MATCH (a:Assignment)
WHERE a.stage > $after AND a.stage < $until AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (a.last_stepped IS NOT NULL OR a.valid_from IS NOT NULL
       OR EXISTS { MATCH (a)-[:PART_OF_DECISION]->(d:Decision) WHERE coalesce(d.taken_on, $on) <= $on })
RETURN a.id AS assignment, a.stage AS place
ORDER BY a.stage LIMIT $most
