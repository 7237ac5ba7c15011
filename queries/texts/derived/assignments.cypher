// Derives the places of assignments in the balance list of their area, which is that of the deciding forum.
// writes
// param ids: ids of the assignments
UNWIND $ids AS id
MATCH (a:Assignment {id: id})
WITH a, COLLECT { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(:Forum)-[:IN_AREA]->(r:Area)
                  RETURN r.id + ' ' + a.balance } AS places
SET a.area_balance = places[0]
