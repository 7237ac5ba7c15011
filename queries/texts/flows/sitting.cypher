// Pages by id through the forums, each with who holds a seat there on a day. A seat whose holder has ended is vacant and gives none.
// reads
// param on: ISO date
// param standings: the standings of forums and seats that count
// param after: the id after which the page begins
// param most: largest number of rows
// column forum: id of a forum, which may have nobody
// column seats: its seats as [id, id of the party that holds it, standing, certainty, example]
// limit 10000
MATCH (f:Forum)
WHERE f.id > $after
RETURN f.id AS forum,
       COLLECT { MATCH (f)<-[:SEAT_IN]-(s:Seat)-[:HELD_BY]->(p:Party)
                 WHERE s.standing IN $standings AND f.standing IN $standings
                   AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
                   AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
                   AND coalesce(p.valid_from, $on) <= $on AND coalesce(p.valid_to, $on) >= $on
                 RETURN [s.id, p.id, s.standing, s.certainty, s.example] } AS seats
ORDER BY f.id LIMIT $most
