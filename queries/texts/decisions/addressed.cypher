// Lists the assignments that are addressed to some parties, starting from these: the open ones first, in the order of the balance list.
// reads
// param addressees: ids of the parties
// param on: ISO date
// param most: largest number of rows
// column assignment: id of the assignment
// limit 1000
UNWIND $addressees AS addressee
MATCH (p:Party {id: addressee})<-[:ADDRESSED_TO]-(a:Assignment)-[:PART_OF_DECISION]->(d:Decision)
USING INDEX SEEK p:Party(id)
WHERE coalesce(d.taken_on, $on) <= $on AND coalesce(a.valid_from, $on) <= $on
WITH a.id AS assignment, coalesce(a.balance, '~') AS place
RETURN assignment
ORDER BY place, assignment LIMIT $most
