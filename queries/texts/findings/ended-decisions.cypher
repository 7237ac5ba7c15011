// Finds which of some decisions have ended.
// reads
// param ids: ids of the decisions
// param on: ISO date
// column decision: id of one that has
// limit 10000
UNWIND $ids AS id
MATCH (d:Decision {id: id})
WHERE d.valid_to < $on
RETURN d.id AS decision
ORDER BY decision
