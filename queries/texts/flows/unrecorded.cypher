// Finds those of some parties that are forums without any seat on record on a day.
// reads
// param ids: ids of parties
// param on: ISO date
// column forum: id of a forum
// limit 10000
UNWIND $ids AS id
MATCH (f:Forum {id: id})
WHERE NOT EXISTS { MATCH (f)<-[:SEAT_IN]-(s:Seat)
                   WHERE coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on }
RETURN f.id AS forum
ORDER BY forum
