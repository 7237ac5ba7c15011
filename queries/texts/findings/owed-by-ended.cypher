// Finds open assignments whose addressees have ended, those that ended first first, from the index on last days.
// reads
// param on: ISO date
// param ids: ids of the assignments; [] for any
// param most: largest number of rows
// column assignment: id of the assignment
// column ended: last day of the addressee
// limit 10000
MATCH (p:Party)
WHERE p.valid_to < $on
MATCH (p)<-[:ADDRESSED_TO]-(a:Assignment)-[:PART_OF_DECISION]->(d:Decision)
WHERE a.balance IS NOT NULL AND ($ids = [] OR a.id IN $ids) AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (a.last_stepped IS NOT NULL OR a.valid_from IS NOT NULL OR coalesce(d.taken_on, $on) <= $on)
RETURN a.id AS assignment, p.valid_to AS ended
ORDER BY ended, assignment LIMIT $most
