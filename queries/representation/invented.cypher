// Those of some forums that have a seat that is an example.
// reads
// param forums: ids of the forums
// param on: ISO date
// column forum: id of the forum
// limit 10000
UNWIND $forums AS forum
MATCH (f:Forum {id: forum})
WHERE EXISTS { MATCH (f)<-[:SEAT_IN]-(s:Seat)
               WHERE s.example = true AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on }
RETURN f.id AS forum
ORDER BY forum
