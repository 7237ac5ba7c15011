// Derives the places of all assignments of some decisions in the balance lists of areas.
// writes
// param ids: ids of the decisions
UNWIND $ids AS id
MATCH (d:Decision {id: id})<-[:PART_OF_DECISION]-(a:Assignment)
WITH a, COLLECT { MATCH (d)-[:TAKEN_IN]->(:Forum)-[:IN_AREA]->(r:Area) RETURN r.id + ' ' + a.balance } AS places
SET a.area_balance = places[0]
