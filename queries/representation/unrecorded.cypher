// Those of some forums that have no seat on record, vacant or not: what the source calls suitable or possible is no record.
// reads
// param forums: ids of the forums
// param on: ISO date
// param standings: the standings of seats that count
// column forum: id of the forum
// limit 10000
UNWIND $forums AS forum
MATCH (f:Forum {id: forum})
WHERE NOT EXISTS { MATCH (f)<-[:SEAT_IN]-(s:Seat)
                   WHERE s.standing IN $standings AND s.certainty = 'certain'
                     AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on }
RETURN f.id AS forum
ORDER BY forum
