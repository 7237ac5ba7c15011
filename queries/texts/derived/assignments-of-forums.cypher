// Derives the places of all assignments that some forums decided on in the balance lists of areas.
// writes
// param ids: ids of the forums
UNWIND $ids AS id
MATCH (f:Forum {id: id})<-[:TAKEN_IN]-(:Decision)<-[:PART_OF_DECISION]-(a:Assignment)
WITH a, COLLECT { MATCH (f)-[:IN_AREA]->(r:Area) RETURN r.id + ' ' + a.balance } AS places
SET a.area_balance = places[0]
