// Finds the decisions that follow up some decisions or are a part of them.
// reads
// param ids: ids of the decisions
// param on: ISO date
// column decision: id of one of them
// column blocked: id of a decision that follows it up or is a part of it
// limit 200000
UNWIND $ids AS decision
MATCH (d:Decision {id: decision})<-[:FOLLOWS_UP|PART_OF_WHOLE]-(e:Decision)
USING INDEX SEEK d:Decision(id)
WHERE coalesce(e.valid_from, $on) <= $on AND coalesce(e.valid_to, $on) >= $on AND coalesce(e.taken_on, $on) <= $on
RETURN DISTINCT decision, e.id AS blocked
ORDER BY decision, blocked
