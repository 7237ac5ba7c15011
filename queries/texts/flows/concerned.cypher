// Pages by id through the actors that an area concerns on a day, each with what could bring it what flows.
// reads
// param on: ISO date
// param after: the id after which the page begins
// param most: largest number of rows
// column id: id of an actor
// column through: ids of the forums where it sits, or somebody for it, and of the networks that represent it
// limit 10000
MATCH (a:Actor)
WHERE a.id > $after AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND EXISTS { MATCH (a)-[i:ACTS_IN]->(:Area)
               WHERE coalesce(i.valid_from, $on) <= $on AND coalesce(i.valid_to, $on) >= $on }
RETURN a.id AS id,
       COLLECT { MATCH (a)<-[:HELD_BY|ON_BEHALF_OF]-(s:Seat)-[:SEAT_IN]->(f:Forum)
                 WHERE coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on RETURN f.id }
       + COLLECT { MATCH (a)<-[r:REPRESENTS]-(n:Party)
                   WHERE coalesce(r.valid_from, $on) <= $on AND coalesce(r.valid_to, $on) >= $on RETURN n.id } AS through
ORDER BY a.id LIMIT $most
