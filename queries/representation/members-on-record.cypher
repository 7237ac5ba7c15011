// Whether the members of some forums are on record: what the source calls suitable or possible is no record.
// reads
// param forums: ids of the forums
// param on: ISO date
// param standings: the standings of seats that count
// column forum: id of the forum
// column recorded: whether any seat is on record, vacant or not
// column invented: whether it has a seat that is an example
// limit 10000
UNWIND $forums AS forum
MATCH (f:Forum {id: forum})
RETURN f.id AS forum,
       EXISTS { MATCH (f)<-[:SEAT_IN]-(s:Seat)
                WHERE s.standing IN $standings AND s.certainty = 'certain'
                  AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on } AS recorded,
       EXISTS { MATCH (f)<-[:SEAT_IN]-(s:Seat)
                WHERE s.example = true AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on } AS invented
ORDER BY forum
