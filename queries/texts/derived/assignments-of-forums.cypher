// Derives the places in the balance lists of areas, and the kinds, of all assignments that some forums decided on.
// writes
// param ids: ids of the forums
UNWIND $ids AS id
MATCH (f:Forum {id: id})<-[:TAKEN_IN]-(d:Decision)<-[:PART_OF_DECISION]-(a:Assignment)
WITH a, COLLECT { MATCH (f)-[:IN_AREA]->(r:Area) RETURN r.id + ' ' + a.balance } AS places,
     COLLECT { MATCH (f)-[:OF_FORUM_KIND]->(k:ForumKind) RETURN k.id } AS kinds, d.kind AS kind
SET a.area_balance = places[0],
    a.kinds = CASE WHEN a.open AND a.next_due IS NULL AND a.step IS NOT NULL THEN coalesce(kinds[0], '-') + ' ' + kind END
