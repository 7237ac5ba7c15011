// Finds the organisations that resulted from some parties, and the forums that build on them.
// reads
// param ids: ids of the predecessors
// param on: ISO date
// column party: id of the predecessor
// column id: id of the successor
// column name: its name
// column name_en: its English name
// column ended: its last day, if that is past
// limit 10000
UNWIND $ids AS party
MATCH (p:Party {id: party})<-[:RESULTED_FROM|BUILDS_ON]-(q:Party)
USING INDEX SEEK p:Party(id)
WHERE coalesce(q.valid_from, $on) <= $on
RETURN DISTINCT party, q.id AS id, q.name AS name, q.name_en AS name_en, CASE WHEN q.valid_to < $on THEN q.valid_to END AS ended
ORDER BY party, id
